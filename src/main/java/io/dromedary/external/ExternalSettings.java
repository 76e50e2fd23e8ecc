package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
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
    requireNonNull(camelContext, "camelContext is null");
    return new ExternalSettings(
        millis(camelContext, "deadline", 10_000),
        number(camelContext, "threads", 16, 1_000),
        number(camelContext, "queue", 1_000, 1_000_000),
        number(camelContext, "attempts", 10, 1_000_000),
        millis(camelContext, "first-delay", 1_000),
        millis(camelContext, "longest-delay", 60_000));
  }

  private static Duration millis(CamelContext camelContext, String name, int otherwise) {
    return Duration.ofMillis(number(camelContext, name, otherwise, LONGEST_MILLIS));
  }

  private static int number(CamelContext camelContext, String name, int otherwise, int most) {
    Optional<String> text =
        camelContext
            .getPropertiesComponent()
            .resolveProperty(PREFIX + name)
            .map(String::strip)
            .filter(value -> !value.isEmpty());
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a number out of range.
    }
    throw new IllegalArgumentException(
        "%s%s is '%s'; it must be a whole number from 1 to %d"
            .formatted(PREFIX, name, text.get(), most));
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
