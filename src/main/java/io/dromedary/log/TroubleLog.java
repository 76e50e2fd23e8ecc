package io.dromedary.log;

import io.dromedary.redis.streams.RedisStreamsUnavailableException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells why the routes of the log do not go on. They try the same again and again, so the same
 * trouble is told once a minute; trouble with Redis is told by the streams themselves.
 */
public final class TroubleLog implements ExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private String told = "";
  private long toldAt;

  @Override
  public void handleException(Throwable exception) {
    handleException("The log stands still", null, exception);
  }

  @Override
  public void handleException(String message, Throwable exception) {
    handleException(message, null, exception);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable exception) {
    boolean isRedis =
        ObjectHelper.getException(RedisStreamsUnavailableException.class, exception) != null;
    if (isRedis || isTold(String.valueOf(exception.getMessage()))) {
      LOG.debug("{}; that is tried again", message, exception);
    } else {
      LOG.error("{}; that is tried again until it succeeds", message, exception);
    }
  }

  private synchronized boolean isTold(String trouble) {
    long now = System.nanoTime();
    if (trouble.equals(told) && now - toldAt < REPEAT.toNanos()) {
      return true;
    }
    told = trouble;
    toldAt = now;
    return false;
  }
}
