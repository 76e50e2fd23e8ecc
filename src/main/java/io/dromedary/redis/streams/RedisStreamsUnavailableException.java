package io.dromedary.redis.streams;

import org.apache.camel.CamelException;

/**
 * Redis could not be reached, or did not answer in time, or answered that it cannot serve now (it
 * is loading, a replica, without memory, unable to write its files, or has lost its cluster). The
 * message says whether an addition was surely not sent or may have been carried out.
 */
public class RedisStreamsUnavailableException extends CamelException {
  private static final long serialVersionUID = 1L;

  public RedisStreamsUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
