package io.dromedary.project;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.start.Settings;
import java.util.StringJoiner;

/** Makes {@code docs/configuration.md} from the declarations of the settings. */
final class ConfigurationReference {
  /** What writes the file. */
  static final String COMMAND =
      "mvn test -Dtest=ConfigurationTest -Ddromedary.test.write-configuration=true";

  private static final String HEAD =
      """
      # Configuration

      <!-- Made from the code by: %s -->

      A setting is given in one of three ways. The first that is there counts:

      1. a system property: `-Dcamel.server.port=9090`, before `-jar`, or behind `mvn camel:run`;
      2. an environment variable, the name in capitals with `_` for `.` and `-`: `CAMEL_SERVER_PORT=9090`;
      3. a line of `routes/application.properties`: `camel.server.port=9090`.

      An empty value is none. A value that is not allowed stops the start before anything is opened, in one line with the name and what is allowed. So does a name
      that begins with `dromedary.` or `DROMEDARY_` and is not below, with the name nearest to it; the variables that Kubernetes sets for a service of that
      name are let be. The start logs what differs from the defaults, with `***` for secrets.

      No change takes effect while the program runs: "next start" is any start, "first start" is one without data.

      In routes, `{{dromedary.log.keep}}` is the value of a setting. Other placeholders are looked up in the same three places; names of your own for them
      begin otherwise. What else Camel can be told works as well, `camel.server.host` for example.
      """;

  private ConfigurationReference() {}

  static String text() {
    StringJoiner text = new StringJoiner("\n");
    text.add(HEAD.formatted(COMMAND));
    for (SettingGroup group : Settings.GROUPS) {
      text.add("## " + group.title() + "\n");
      text.add("| Setting | Environment variable | Default | Allowed | Meaning | Takes effect |");
      text.add("|---|---|---|---|---|---|");
      group.settings().forEach(setting -> text.add(row(setting)));
      text.add("");
    }
    return text.toString();
  }

  private static String row(Setting<?> setting) {
    return "| `%s` | `%s` | %s | %s | %s | %s |"
        .formatted(
            setting.name(),
            setting.variable(),
            setting.otherwise().map(text -> "`" + text + "`").orElse(setting.absent()),
            setting.type().allowed(),
            setting.meaning(),
            switch (setting.effect()) {
              case NEXT_START -> "next start";
              case FIRST_START -> "first start";
            });
  }
}
