package io.dromedary.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is open, such as requests whose reply is not written yet. Thread-safe. */
final class OpenCount {
  private final AtomicInteger count = new AtomicInteger();
  private volatile CountDownLatch none;

  void opened() {
    count.incrementAndGet();
  }

  void closed() {
    if (count.decrementAndGet() == 0) {
      CountDownLatch waiting = none;
      if (waiting != null) {
        waiting.countDown();
      }
    }
  }

  int count() {
    return count.get();
  }

  /** Waits until nothing is open, at most as long as given; tells whether it came to that. */
  boolean awaitNone(Duration atMost) {
    CountDownLatch waiting = new CountDownLatch(1);
    none = waiting;
    try {
      return count.get() == 0 || waiting.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
