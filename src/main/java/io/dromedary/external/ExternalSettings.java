package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;
import io.dromedary.settings.SettingValues;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of references to other instances.
 *
 * @param publicUrl where others reach this instance, such as {@code https://sheets.example.org}
 * @param deadline in which time all that an edit refers to must be fetched
 * @param threads how many calls for edits may be under way at a time, and how many for changes that
 *     were told of
 * @param queue how many calls of each sort may wait for a thread; an edit that needs more is
 *     answered with 503
 * @param attempts how often a change that was told of is fetched until it succeeds
 * @param firstDelay the wait after the first failure; it doubles with each further one
 * @param longestDelay up to this
 */
record ExternalSettings(
    Optional<String> publicUrl,
    Duration deadline,
    int threads,
    int queue,
    int attempts,
    Duration firstDelay,
    Duration longestDelay) {
  private static final int LONGEST_MILLIS = 86_400_000;
  private static final int MOST_DOUBLINGS = 20;

  static final Setting<String> PUBLIC_URL =
      Setting.optional(
          "dromedary.public-url",
          // A comma would part it where it stands in a list of URLs.
          SettingType.matching(
              Pattern.compile("https?://[!-~&&[^,?#]]+"),
              "a URL such as https://sheets.example.org"),
          "`http://localhost:<port>`",
          "Where other instances reach this one. Cells with `EXTERNAL_REF` are told of changes there.");

  static final Setting<Duration> DEADLINE =
      Setting.of(
          "dromedary.external.deadline",
          SettingType.milliseconds(LONGEST_MILLIS),
          "10000",
          "In which time all that an edit refers to must be fetched.");

  static final Setting<Integer> THREADS =
      Setting.of(
          "dromedary.external.threads",
          SettingType.wholeNumber("calls", 1, 1_000),
          "16",
          "How many calls may be under way for edits, and how many for changes elsewhere.");

  static final Setting<Integer> QUEUE =
      Setting.of(
          "dromedary.external.queue",
          SettingType.wholeNumber("calls", 1, 1_000_000),
          "1000",
          "How many of each may wait. An edit that needs more is answered with 503.");

  static final Setting<Integer> ATTEMPTS =
      Setting.of(
          "dromedary.external.attempts",
          SettingType.wholeNumber("attempts", 1, 1_000_000),
          "10",
          "How often a change elsewhere is fetched until it succeeds.");

  static final Setting<Duration> FIRST_DELAY =
      Setting.of(
          "dromedary.external.first-delay",
          SettingType.milliseconds(LONGEST_MILLIS),
          "1000",
          "The wait after the first failure. It doubles with each further one.");

  static final Setting<Duration> LONGEST_DELAY =
      Setting.of(
          "dromedary.external.longest-delay",
          SettingType.milliseconds(LONGEST_MILLIS),
          "60000",
          "The longest wait after a failure.");

  static final SettingGroup GROUP =
      SettingGroup.of(
          "Cells of other instances",
          PUBLIC_URL,
          DEADLINE,
          THREADS,
          QUEUE,
          ATTEMPTS,
          FIRST_DELAY,
          LONGEST_DELAY);

  ExternalSettings {
    requireNonNull(publicUrl, "publicUrl is null");
    requireNonNull(deadline, "deadline is null");
    requireNonNull(firstDelay, "firstDelay is null");
    requireNonNull(longestDelay, "longestDelay is null");
  }

  static ExternalSettings of(SettingValues values) {
    return new ExternalSettings(
        values.find(PUBLIC_URL),
        values.get(DEADLINE),
        values.get(THREADS),
        values.get(QUEUE),
        values.get(ATTEMPTS),
        values.get(FIRST_DELAY),
        values.get(LONGEST_DELAY));
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
