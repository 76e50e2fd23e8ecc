package io.dromedary.redis.streams;

import org.apache.camel.CamelException;

/**
 * The stream has not reached the id that a list is to follow, so nothing was added: entries are
 * missing that were there before, or were never added.
 */
public class RedisStreamsGapException extends CamelException {
  private static final long serialVersionUID = 1L;

  private final String previousId;

  public RedisStreamsGapException(String previousId, String streamKey, Throwable cause) {
    super("The stream " + streamKey + " has not reached the id " + previousId, cause);
    this.previousId = previousId;
  }

  /** The id that the stream should have reached. */
  public String getPreviousId() {
    return previousId;
  }
}
