package io.dromedary.redis.streams;

import org.apache.camel.CamelException;

/** An explicit id is not larger than the last id of the stream, so the entry was not added. */
public class RedisStreamsIdTooSmallException extends CamelException {
  private static final long serialVersionUID = 1L;

  private final String id;

  public RedisStreamsIdTooSmallException(String id, String streamKey, Throwable cause) {
    super("The id " + id + " is not larger than the last id of the stream " + streamKey, cause);
    this.id = id;
  }

  /** The id that was refused. */
  public String getId() {
    return id;
  }
}
