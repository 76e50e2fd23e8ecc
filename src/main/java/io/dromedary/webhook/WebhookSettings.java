package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;
import io.dromedary.settings.SettingValues;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of webhooks.
 *
 * @param threads how many deliveries may be under way at a time
 * @param perReceiver and how many of them to one receiver
 * @param attempts after how many failed attempts a delivery is a dead letter
 * @param firstDelay the longest wait before the second attempt; it doubles with each further one
 * @param longestDelay up to this
 * @param circuitDelay how long a receiver that fails is left alone
 * @param queue how many deliveries of a webhook may wait
 * @param secret what is signed with if a subscription has no secret of its own
 */
record WebhookSettings(
    int threads,
    int perReceiver,
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    Duration circuitDelay,
    int queue,
    Optional<WebhookSecret> secret) {
  private static final int LARGEST = 100_000_000;

  static final Setting<Integer> THREADS =
      Setting.of(
          "dromedary.webhooks.threads",
          SettingType.wholeNumber("deliveries", 4, 1_000),
          "32",
          "How many deliveries may be under way at a time.");

  static final Setting<Integer> PER_RECEIVER =
      Setting.of(
          "dromedary.webhooks.per-receiver",
          SettingType.wholeNumber("deliveries", 1, 1_000),
          "4",
          "How many of them may be under way to one receiver.");

  static final Setting<Integer> ATTEMPTS =
      Setting.of(
          "dromedary.webhooks.attempts",
          SettingType.wholeNumber("attempts", 1, LARGEST),
          "600",
          "After how many failed attempts a delivery is a dead letter; 600 take about a day.");

  static final Setting<Duration> FIRST_DELAY =
      Setting.of(
          "dromedary.webhooks.first-delay",
          SettingType.milliseconds(LARGEST),
          "1000",
          "The longest wait before the second attempt. It doubles with each further one.");

  static final Setting<Duration> LONGEST_DELAY =
      Setting.of(
          "dromedary.webhooks.longest-delay",
          SettingType.milliseconds(LARGEST),
          "300000",
          "The longest wait before any attempt.");

  static final Setting<Duration> CIRCUIT_DELAY =
      Setting.of(
          "dromedary.webhooks.circuit-delay",
          SettingType.milliseconds(LARGEST),
          "10000",
          "How long a receiver that fails again and again is left alone.");

  static final Setting<Integer> QUEUE =
      Setting.of(
          "dromedary.webhooks.queue",
          SettingType.wholeNumber("deliveries", 1, LARGEST),
          "10000",
          "How many deliveries of a webhook may wait. More are dead letters at once.");

  static final Setting<WebhookSecret> SECRET =
      Setting.optional(
          "dromedary.webhooks.secret",
          SettingType.of("base64, which whsec_ may precede", WebhookSecret::parse).secret(),
          "made by the program, in `webhook.secret` of the data folder",
          "What deliveries are signed with, unless a subscription has a secret of its own.");

  static final SettingGroup GROUP =
      SettingGroup.of(
          "Webhooks",
          THREADS,
          PER_RECEIVER,
          ATTEMPTS,
          FIRST_DELAY,
          LONGEST_DELAY,
          CIRCUIT_DELAY,
          QUEUE,
          SECRET);

  WebhookSettings {
    requireNonNull(firstDelay, "firstDelay is null");
    requireNonNull(longestDelay, "longestDelay is null");
    requireNonNull(circuitDelay, "circuitDelay is null");
    requireNonNull(secret, "secret is null");
  }

  static WebhookSettings of(SettingValues values) {
    return new WebhookSettings(
        values.get(THREADS),
        values.get(PER_RECEIVER),
        values.get(ATTEMPTS),
        values.get(FIRST_DELAY),
        values.get(LONGEST_DELAY),
        values.get(CIRCUIT_DELAY),
        values.get(QUEUE),
        values.find(SECRET));
  }
}
