package io.dromedary.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir private Path routes;
  private final Properties system = new Properties();

  private Settings load(Map<String, String> environment, String... lines) throws IOException {
    Files.write(file(), List.of(lines));
    system.setProperty("dromedary.routes", routes.toString());
    return Settings.load(system, environment);
  }

  private Path file() {
    return routes.resolve("application.properties");
  }

  @Test
  void aSystemPropertyWinsOverAVariableAndThatOverTheFile() throws IOException {
    Map<String, String> environment = Map.of("DROMEDARY_DUCKDB_READERS", "2");
    String line = "dromedary.duckdb.readers=3";

    assertThat(load(Map.of()).readers()).isEqualTo(4);
    assertThat(load(Map.of(), line).readers()).isEqualTo(3);
    assertThat(load(environment, line).readers()).isEqualTo(2);
    system.setProperty("dromedary.duckdb.readers", "1");
    assertThat(load(environment, line).readers()).isEqualTo(1);
  }

  @Test
  void theFileIsNamedWhereAnUnknownNameIsInIt() {
    assertThatThrownBy(() -> load(Map.of(), "dromedary.webhook.queue=1"))
        .hasMessageStartingWith(
            "dromedary.webhook.queue in %s is no setting; did you mean dromedary.webhooks.queue?"
                .formatted(file()));
  }

  @Test
  void theFileCannotNameItsOwnFolder() {
    assertThatThrownBy(() -> load(Map.of(), "dromedary.routes=elsewhere"))
        .hasMessage(
            "dromedary.routes cannot be set in %s, which is in that folder; give it as"
                + " DROMEDARY_ROUTES or -Ddromedary.routes",
            file());
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> load(Map.of(), "dromedary.data=C:\\users"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file() + " cannot be read: ");
  }

  @Test
  void theSummaryHasNoSecret() throws IOException {
    Settings settings =
        load(
            Map.of("DROMEDARY_WEBHOOKS_SECRET", "aHVzaA=="),
            "redis.url=rediss://user:hush@h?truststore=t&truststorePassword=hush",
            "dromedary.public-url=http://user:hush@h");

    assertThat(settings.summary())
        .startsWith("Settings: dromedary.routes=" + routes)
        .contains("redis.url=rediss://user:***@h:6379/0")
        .contains("dromedary.webhooks.secret=***")
        .contains("dromedary.public-url=http://***@h")
        .doesNotContain("hush", "aHVzaA");
    assertThat(Settings.of(Map.of()).summary()).isEqualTo("All settings have their defaults");
  }

  @Test
  void camelLooksUpPropertiesByTheSameRule() throws Exception {
    Map<String, String> environment = Map.of("dromedary.log.keep", "2000", "own.name", "variable");
    // Every process has a variable PATH, which Camel would take by itself.
    Map<String, String> properties =
        Map.of("dromedary.log.keep", "3000", "own.name", "property", "path", "property");
    Settings settings = load(Map.of("DROMEDARY_LOG_KEEP", "2000"));
    try (CamelContext context = new DefaultCamelContext()) {
      Properties file = new Properties();
      file.setProperty("own.name", "file");
      file.setProperty("own.other", "file");
      context.getPropertiesComponent().setInitialProperties(file);
      new CamelProperties(
              settings.with(Map.of("dromedary.log.keep", "4000")).values(),
              properties::get,
              environment::get)
          .addTo(context);
      context.build();

      assertThat(context.resolvePropertyPlaceholders("{{dromedary.log.keep}}")).isEqualTo("4000");
      assertThat(context.resolvePropertyPlaceholders("{{own.name}}")).isEqualTo("property");
      assertThat(context.resolvePropertyPlaceholders("{{path}}")).isEqualTo("property");
      assertThat(context.resolvePropertyPlaceholders("{{own.other}}")).isEqualTo("file");
    }
  }
}
