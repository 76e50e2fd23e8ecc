package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.http.CamelSettings;
import java.time.Duration;
import org.apache.camel.CamelContext;

/**
 * The settings of references to other instances.
 *
 * @param deadline in which time all that an edit refers to must be fetched, {@code
 *     dromedary.external.deadline}, 10000 ms
 * @param threads how many calls for edits may be under way at a time, and how many for changes that
 *     were told of, {@code dromedary.external.threads}, 16
 * @param queue how many calls of each sort may wait for a thread, {@code dromedary.external.queue},
 *     1000; an edit that needs more is answered with 503
 * @param attempts how often a change that was told of is fetched until it succeeds, {@code
 *     dromedary.external.attempts}, 10
 * @param firstDelay the wait after the first failure, {@code dromedary.external.first-delay}, 1000
 *     ms; it doubles with each further one
 * @param longestDelay up to this, {@code dromedary.external.longest-delay}, 60000 ms
 */
record ExternalSettings(
    Duration deadline,
    int threads,
    int queue,
    int attempts,
    Duration firstDelay,
    Duration longestDelay) {
  private static final String PREFIX = "dromedary.external.";
  private static final int LONGEST_MILLIS = 86_400_000;
  private static final int MOST_DOUBLINGS = 20;

  ExternalSettings {
    requireNonNull(deadline, "deadline is null");
    requireNonNull(firstDelay, "firstDelay is null");
    requireNonNull(longestDelay, "longestDelay is null");
  }

  /**
   * Reads the properties {@code dromedary.external.*}.
   *
   * @throws IllegalArgumentException if one cannot be used; the message names it
   */
  static ExternalSettings of(CamelContext camelContext) {
    CamelSettings settings = new CamelSettings(camelContext, PREFIX);
    return new ExternalSettings(
        settings.millis("deadline", 10_000, LONGEST_MILLIS),
        settings.number("threads", 16, 1, 1_000),
        settings.number("queue", 1_000, 1, 1_000_000),
        settings.number("attempts", 10, 1, 1_000_000),
        settings.millis("first-delay", 1_000, LONGEST_MILLIS),
        settings.millis("longest-delay", 60_000, LONGEST_MILLIS));
  }

  /**
   * How long to wait after a failure.
   *
   * @param failures how many there were, at least 1
   */
  Duration delay(int failures) {
    long doubled = firstDelay.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    return Duration.ofMillis(Math.min(longestDelay.toMillis(), doubled));
  }
}
