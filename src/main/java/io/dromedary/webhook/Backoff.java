package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a failed delivery waits: anything up to a bound that doubles with each failure (full
 * jitter), so that those that failed together do not come again together.
 */
record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 30;

  Backoff {
    requireNonNull(first, "first is null");
    requireNonNull(longest, "longest is null");
  }

  /**
   * The wait after a failure.
   *
   * @param failures how often the delivery has failed, at least once
   * @param retryAfter the least that the receiver asks for; honoured up to the longest wait
   */
  Duration after(int failures, Optional<Duration> retryAfter, RandomGenerator random) {
    long bound =
        Math.min(longest.toMillis(), first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS));
    long wait = random.nextLong(bound + 1);
    long wanted = retryAfter.map(Duration::toMillis).orElse(0L);
    return Duration.ofMillis(Math.min(longest.toMillis(), Math.max(wait, wanted)));
  }
}
