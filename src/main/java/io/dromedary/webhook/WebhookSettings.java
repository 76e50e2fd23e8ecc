package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * The settings of webhooks.
 *
 * @param threads how many deliveries may be under way at a time, {@code
 *     dromedary.webhooks.threads}, 32
 * @param perReceiver and how many of them to one receiver, {@code dromedary.webhooks.per-receiver},
 *     4
 * @param attempts after how many failed attempts a delivery is a dead letter, {@code
 *     dromedary.webhooks.attempts}; 600 take about a day
 * @param firstDelay the longest wait before the second attempt, {@code
 *     dromedary.webhooks.first-delay}, 1000 ms; it doubles with each further attempt
 * @param longestDelay up to this, {@code dromedary.webhooks.longest-delay}, 300000 ms
 * @param circuitDelay how long a receiver that fails is left alone, {@code
 *     dromedary.webhooks.circuit-delay}, 10000 ms
 * @param queue how many deliveries of a webhook may wait, {@code dromedary.webhooks.queue}, 10000;
 *     more are dead letters at once
 * @param secret what is signed with if a subscription has no secret of its own, {@code
 *     dromedary.webhooks.secret}; base64, made by the program if absent
 */
record WebhookSettings(
    int threads,
    int perReceiver,
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    Duration circuitDelay,
    int queue,
    Optional<String> secret) {
  private static final String PREFIX = "dromedary.webhooks.";
  private static final int LARGEST = 100_000_000;

  WebhookSettings {
    requireNonNull(firstDelay, "firstDelay is null");
    requireNonNull(longestDelay, "longestDelay is null");
    requireNonNull(circuitDelay, "circuitDelay is null");
    requireNonNull(secret, "secret is null");
  }

  /**
   * Reads the properties {@code dromedary.webhooks.*}.
   *
   * @throws IllegalArgumentException if one cannot be used; the message names it
   */
  static WebhookSettings of(CamelContext camelContext) {
    requireNonNull(camelContext, "camelContext is null");
    return new WebhookSettings(
        number(camelContext, "threads", 32, 4, 1_000),
        number(camelContext, "per-receiver", 4, 1, 1_000),
        number(camelContext, "attempts", 600, 1, LARGEST),
        millis(camelContext, "first-delay", 1_000),
        millis(camelContext, "longest-delay", 300_000),
        millis(camelContext, "circuit-delay", 10_000),
        number(camelContext, "queue", 10_000, 1, LARGEST),
        text(camelContext, "secret"));
  }

  private static Duration millis(CamelContext camelContext, String name, int otherwise) {
    return Duration.ofMillis(number(camelContext, name, otherwise, 1, LARGEST));
  }

  private static int number(
      CamelContext camelContext, String name, int otherwise, int least, int most) {
    Optional<String> text = text(camelContext, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, as a number out of range
    }
    throw new IllegalArgumentException(
        "%s%s is '%s'; it must be a whole number from %d to %d"
            .formatted(PREFIX, name, text.get(), least, most));
  }

  private static Optional<String> text(CamelContext camelContext, String name) {
    return camelContext
        .getPropertiesComponent()
        .resolveProperty(PREFIX + name)
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
