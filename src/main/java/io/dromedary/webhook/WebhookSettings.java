package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.http.CamelSettings;
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
    CamelSettings settings = new CamelSettings(camelContext, PREFIX);
    return new WebhookSettings(
        settings.number("threads", 32, 4, 1_000),
        settings.number("per-receiver", 4, 1, 1_000),
        settings.number("attempts", 600, 1, LARGEST),
        settings.millis("first-delay", 1_000, LARGEST),
        settings.millis("longest-delay", 300_000, LARGEST),
        settings.millis("circuit-delay", 10_000, LARGEST),
        settings.number("queue", 10_000, 1, LARGEST),
        settings.text("secret"));
  }
}
