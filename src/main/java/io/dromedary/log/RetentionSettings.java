package io.dromedary.log;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;

/** The settings of the log of edits. */
public final class RetentionSettings {
  /** How many entries of each stream stay in Redis at least. */
  public static final Setting<Integer> KEEP =
      Setting.of(
          "dromedary.log.keep",
          SettingType.wholeNumber("entries", 1_000, 100_000_000),
          "50000",
          "How many entries of each stream stay in Redis at least. The database keeps all of them.");

  /** What can be set. */
  public static final SettingGroup SETTINGS = SettingGroup.of("Log of edits", KEEP);

  private RetentionSettings() {}
}
