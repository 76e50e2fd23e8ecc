package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a stream takes nothing, and once that it takes entries again. Thread-safe. */
final class AdditionLog {
  private static final Logger LOG = LoggerFactory.getLogger(AdditionLog.class);

  private final String streamKey;
  private final AtomicBoolean refusing = new AtomicBoolean();

  AdditionLog(String streamKey) {
    this.streamKey = requireNonNull(streamKey, "streamKey is null");
  }

  /** Notes what became of an addition: null if it was carried out. */
  void note(Exception failure) {
    if (failure instanceof RedisStreamsUnavailableException) {
      if (refusing.compareAndSet(false, true)) {
        LOG.warn("The stream {} takes nothing: {}", streamKey, failure.getCause().toString());
      }
    } else if (failure == null && refusing.get() && refusing.compareAndSet(true, false)) {
      LOG.info("The stream {} takes entries again", streamKey);
    }
  }
}
