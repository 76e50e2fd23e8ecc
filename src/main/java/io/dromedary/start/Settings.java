package io.dromedary.start;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.DatabaseSettings;
import io.dromedary.external.ExternalBeans;
import io.dromedary.http.HttpServerSetup;
import io.dromedary.log.RetentionSettings;
import io.dromedary.outbound.OutboundSetup;
import io.dromedary.redis.EmbeddedRedis.AppendFsync;
import io.dromedary.redis.RedisSettings;
import io.dromedary.sample.SampleSettings;
import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingSource;
import io.dromedary.settings.SettingType;
import io.dromedary.settings.SettingValues;
import io.dromedary.snapshot.SnapshotSettings;
import io.dromedary.tracing.TracingSettings;
import io.dromedary.webhook.WebhookBeans;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * All settings of the program, checked. Each is a property; a system property ({@code
 * -Dname=value}) wins over an environment variable (the name in capitals with {@code _} for {@code
 * .} and {@code -}), and that over {@code routes/application.properties}.
 *
 * @param routes the folder of routes, models and SQL
 * @param values what is set, for the features to read
 */
public record Settings(Path routes, SettingValues values) {
  private static final Setting<Path> ROUTES =
      Setting.optional(
          "dromedary.routes",
          SettingType.folder(),
          "`routes`, or else a copy in the data folder",
          "Routes, models and SQL. Not from the file, which is in it.");

  private static final Setting<Path> DATA =
      Setting.of(
          "dromedary.data",
          SettingType.folder(),
          "data",
          "Where the database and the embedded Redis keep their files.");

  /** What can be set, by feature. */
  public static final List<SettingGroup> GROUPS =
      List.of(
          SettingGroup.of("Folders", ROUTES, DATA),
          HttpServerSetup.SETTINGS,
          RedisSettings.SETTINGS,
          RetentionSettings.SETTINGS,
          DatabaseSettings.SETTINGS,
          SampleSettings.SETTINGS,
          SnapshotSettings.SETTINGS,
          OutboundSetup.SETTINGS,
          WebhookBeans.SETTINGS,
          ExternalBeans.SETTINGS,
          TracingSettings.GROUP,
          LogSettings.GROUP);

  public Settings {
    requireNonNull(routes, "routes is null");
    requireNonNull(values, "values is null");
  }

  /**
   * Reads the settings of this process.
   *
   * @throws IllegalArgumentException if one cannot be used; the message names it and what it may be
   */
  public static Settings load() {
    return load(System.getProperties(), System.getenv());
  }

  static Settings load(Properties system, Map<String, String> environment) {
    SettingSource properties = SettingSource.system(system);
    SettingSource variables = SettingSource.environment(environment);
    Path routes = routes(SettingValues.read(GROUPS, List.of(properties, variables)));
    SettingSource file = SettingSource.file(routes.resolve("application.properties"));
    if (file.text(ROUTES.name()).isPresent()) {
      throw new IllegalArgumentException(
          "%s cannot be set in %s, which is in that folder; give it as %s or -D%s"
              .formatted(
                  ROUTES.name(),
                  routes.resolve("application.properties"),
                  ROUTES.variable(),
                  ROUTES.name()));
    }
    return new Settings(routes, SettingValues.read(GROUPS, List.of(properties, variables, file)));
  }

  /**
   * Reads them in a Camel that others have started.
   *
   * @param properties what that Camel has been given, the file among it; the process wins over it
   * @param folder the folder of routes, unless one is named
   * @throws IllegalArgumentException as {@link #load}
   */
  static Settings load(Properties properties, Optional<Path> folder) {
    SettingValues values =
        SettingValues.read(
            GROUPS,
            List.of(
                SettingSource.system(System.getProperties()),
                SettingSource.environment(System.getenv()),
                SettingSource.properties(properties)));
    Path routes = RoutesFolder.locate(values.find(ROUTES).or(() -> folder), values.get(DATA));
    return new Settings(routes, values);
  }

  /**
   * Settings that are given by name, whatever the process has.
   *
   * @throws IllegalArgumentException as {@link #load}
   */
  public static Settings of(Map<String, String> texts) {
    SettingValues values = SettingValues.of(GROUPS, texts);
    return new Settings(routes(values), values);
  }

  /**
   * The same settings but for some; the routes are where they were.
   *
   * @param texts by name; what is no setting of this program is left out
   * @throws IllegalArgumentException as {@link #load}
   */
  public Settings with(Map<String, String> texts) {
    return new Settings(routes, values.with(texts));
  }

  /**
   * Finds out whether settings can be used.
   *
   * @param texts by name; what does not begin as a setting of this program is passed over
   * @throws IllegalArgumentException as {@link #load}
   */
  static void check(Map<String, String> texts) {
    SettingValues.of(GROUPS, texts);
  }

  private static Path routes(SettingValues values) {
    return RoutesFolder.locate(values.find(ROUTES), values.get(DATA));
  }

  /** What differs from the defaults, in one line without secrets. */
  public String summary() {
    String changes = values.changes();
    return changes.isEmpty() ? "All settings have their defaults" : "Settings: " + changes;
  }

  /** The folder of the database and of the embedded Redis. */
  public Path data() {
    return values.get(DATA).toAbsolutePath().normalize();
  }

  /** The Redis to use instead of an embedded one. */
  public Optional<RedisSettings> redis() {
    return values.find(RedisSettings.URL);
  }

  /** When the embedded Redis brings its log to the disk. */
  public AppendFsync appendFsync() {
    return values.get(RedisSettings.APPEND_FSYNC);
  }

  /** About how many sales the sample data has; 0 for none. */
  public int sampleRows() {
    return values.get(SampleSettings.ROWS);
  }

  /** How many entries of each stream stay in Redis at least. */
  public int logKeep() {
    return values.get(RetentionSettings.KEEP);
  }

  /** What DuckDB may use, such as {@code 256MB}. */
  public String memoryLimit() {
    return values.get(DatabaseSettings.MEMORY);
  }

  /** How many queries may read at the same time. */
  public int readers() {
    return values.get(DatabaseSettings.READERS);
  }

  /** How snapshots are taken and kept. */
  public SnapshotSettings snapshots() {
    return SnapshotSettings.of(values, data());
  }

  /** {@code INFO}, or {@code DEBUG} for a line per edit and per group. */
  public String logLevel() {
    return values.get(LogSettings.LEVEL);
  }

  /** {@code text} or {@code json}. */
  public String logFormat() {
    return values.get(LogSettings.FORMAT);
  }
}
