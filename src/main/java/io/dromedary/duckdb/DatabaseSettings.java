package io.dromedary.duckdb;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;
import java.util.regex.Pattern;

/** The settings of the database. */
public final class DatabaseSettings {
  /** What DuckDB may use. */
  public static final Setting<String> MEMORY =
      Setting.of(
          "dromedary.duckdb.memory",
          SettingType.matching(
              Pattern.compile("[1-9]\\d{0,8}(KB|MB|GB)"), "a size in KB, MB or GB such as 256MB"),
          "256MB",
          "What DuckDB may use; the heap of Java comes on top.");

  /** How many queries may read at the same time. */
  public static final Setting<Integer> READERS =
      Setting.of(
          "dromedary.duckdb.readers",
          SettingType.wholeNumber("queries", 1, 64),
          "4",
          "How many queries may read at the same time.");

  /** What can be set. */
  public static final SettingGroup SETTINGS = SettingGroup.of("Database", MEMORY, READERS);

  private DatabaseSettings() {}
}
