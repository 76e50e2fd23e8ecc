package io.dromedary.snapshot;

import static java.util.Objects.requireNonNull;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;
import io.dromedary.settings.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of snapshots.
 *
 * @param folder where they are
 * @param keep how many of the latest are kept
 * @param every how old the latest may become before the timer takes another; absent for never
 */
public record SnapshotSettings(Path folder, int keep, Optional<Duration> every) {
  private static final int DAY = 86_400_000;
  private static final Pattern AGE = Pattern.compile("[1-9]\\d{0,5}[smhd]");

  private static final Setting<Optional<Duration>> EVERY =
      Setting.of(
          "dromedary.snapshots.every",
          SettingType.of("off, or a number with s, m, h or d such as 24h", SnapshotSettings::age),
          "24h",
          "How old the latest [snapshot](operations.md#backup-and-restore) may become before another is taken.");

  private static final Setting<Integer> KEEP =
      Setting.of(
          "dromedary.snapshots.keep",
          SettingType.wholeNumber("snapshots", 1, 1_000),
          "3",
          "How many of the latest are kept. The log in Redis is as old as the oldest.");

  private static final Setting<Path> FOLDER =
      Setting.optional(
          "dromedary.snapshots.folder",
          SettingType.folder(),
          "`snapshots` in the data folder",
          "Where they are.");

  private static final Setting<Duration> CHECK =
      Setting.of(
          "dromedary.snapshots.check",
          SettingType.milliseconds(DAY),
          "60000",
          "How often it is looked at whether one is due.");

  /** What can be set. */
  public static final SettingGroup SETTINGS =
      SettingGroup.of("Snapshots", EVERY, KEEP, FOLDER, CHECK);

  public SnapshotSettings {
    requireNonNull(folder, "folder is null");
    requireNonNull(every, "every is null");
  }

  /**
   * What is set.
   *
   * @param data the data folder
   */
  public static SnapshotSettings of(SettingValues values, Path data) {
    return new SnapshotSettings(
        values.find(FOLDER).orElse(data.resolve("snapshots")).toAbsolutePath().normalize(),
        values.get(KEEP),
        values.get(EVERY));
  }

  private static Optional<Duration> age(String text) {
    if (text.equals("off")) {
      return Optional.empty();
    }
    if (!AGE.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return Optional.of(
        switch (text.charAt(text.length() - 1)) {
          case 's' -> Duration.ofSeconds(number);
          case 'm' -> Duration.ofMinutes(number);
          case 'h' -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }
}
