package io.dromedary.sample;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;

/** The settings of the sample data. */
public final class SampleSettings {
  /** About how many leaves the sample has; 0 for no sample. */
  public static final Setting<Integer> ROWS =
      Setting.of(
              "dromedary.sample.rows",
              SettingType.wholeNumber("sales", 0, SampleData.MAX_ROWS),
              "100000",
              "About how many sales the sample data has; 0 for none. Only if the table is empty.")
          .forFirstStart();

  /** What can be set. */
  public static final SettingGroup SETTINGS = SettingGroup.of("Sample data", ROWS);

  private SampleSettings() {}
}
