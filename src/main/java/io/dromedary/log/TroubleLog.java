package io.dromedary.log;

import io.dromedary.redis.streams.RedisStreamsUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells why the writer's route does not go on. It tries the same again and again, so the same
 * trouble is told once a minute; trouble with Redis is told by the streams themselves, in the log
 * and in their health checks. Thread-safe.
 */
public final class TroubleLog implements ExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);
  private static final Duration REPEAT = Duration.ofMinutes(1);

  /** What is in the way; null if nothing is. */
  private String trouble;

  private long toldAt;

  /** What keeps the writer from going on. */
  public synchronized Optional<String> current() {
    return Optional.ofNullable(trouble);
  }

  /** Notes that the route has come to its end. */
  public synchronized void over() {
    if (trouble != null) {
      trouble = null;
      LOG.info("The writer goes on");
    }
  }

  @Override
  public void handleException(Throwable exception) {
    handleException("The writer stands still", null, exception);
  }

  @Override
  public void handleException(String message, Throwable exception) {
    handleException(message, null, exception);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable exception) {
    if (!isRedis(exception) && note(exception)) {
      LOG.error("{}; that is tried again until it succeeds", message, exception);
    } else {
      LOG.debug("{}; that is tried again", message, exception);
    }
  }

  private static boolean isRedis(Throwable exception) {
    return ObjectHelper.getException(RedisStreamsUnavailableException.class, exception) != null;
  }

  /** Notes what is in the way, and says whether that is to be told. */
  private synchronized boolean note(Throwable exception) {
    String message = String.valueOf(exception.getMessage());
    long now = System.nanoTime();
    if (message.equals(trouble) && now - toldAt < REPEAT.toNanos()) {
      return false;
    }
    trouble = message;
    toldAt = now;
    return true;
  }
}
