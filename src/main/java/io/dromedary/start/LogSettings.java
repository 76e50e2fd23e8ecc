package io.dromedary.start;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingSource;
import io.dromedary.settings.SettingType;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of the logging. Its configuration, {@code logback.xml}, reads them as system
 * properties with the first line that is logged.
 */
public final class LogSettings {
  static final Setting<String> LEVEL =
      Setting.of(
          "dromedary.log.level",
          SettingType.oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR"),
          "INFO",
          "How much is logged; `DEBUG` has a line per edit and per group.");

  static final Setting<String> FORMAT =
      Setting.of(
          "dromedary.log.format", SettingType.oneOf("text", "json"), "text", "How it is logged.");

  static final SettingGroup GROUP = SettingGroup.of("Logging", LEVEL, FORMAT);

  private LogSettings() {}

  /** Logs as the settings say. */
  public static void use(Settings settings) {
    System.setProperty(LEVEL.name(), settings.logLevel());
    System.setProperty(FORMAT.name(), settings.logFormat());
  }

  /** Logs as the process says where that is allowed, so that a refusal of settings is seen. */
  public static void useAllowed() {
    for (Setting<String> setting : List.of(LEVEL, FORMAT)) {
      String text =
          Stream.of(
                  SettingSource.system(System.getProperties()),
                  SettingSource.environment(System.getenv()))
              .flatMap(source -> source.text(setting.name()).stream())
              .findFirst()
              .filter(setting::allows)
              .or(setting::otherwise)
              .orElseThrow();
      System.setProperty(setting.name(), setting.type().parser().apply(text));
    }
  }
}
