package io.dromedary.start;

import io.dromedary.redis.EmbeddedRedis.AppendFsync;
import io.dromedary.redis.RedisSettings;
import io.dromedary.sample.SampleData;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The program's own settings. Each is a property; a system property ({@code -Dname=value}) wins
 * over an environment variable (the name in capitals with {@code _} for {@code .} and {@code -}),
 * and that over {@code routes/application.properties}.
 *
 * @param routes {@code dromedary.routes}: the folder of routes, models and SQL
 * @param data {@code dromedary.data}: the folder of the database and of the embedded Redis
 * @param redis {@code redis.url}: the Redis to use instead of an embedded one
 * @param appendFsync {@code dromedary.redis.appendfsync}: when the embedded Redis brings its log to
 *     the disk
 * @param sampleRows {@code dromedary.sample.rows}: about how many sales the sample data has; 0 for
 *     none
 * @param logKeep {@code dromedary.log.keep}: how many entries of each stream stay in Redis at least
 * @param memoryLimit {@code dromedary.duckdb.memory}: what DuckDB may use
 * @param readers {@code dromedary.duckdb.readers}: how many queries may read at the same time
 * @param logLevel {@code dromedary.log.level}: {@code INFO}, or {@code DEBUG} for a line per edit
 *     and per group
 * @param logFormat {@code dromedary.log.format}: {@code text} or {@code json}
 */
public record Settings(
    Path routes,
    Path data,
    Optional<RedisSettings> redis,
    AppendFsync appendFsync,
    int sampleRows,
    int logKeep,
    String memoryLimit,
    int readers,
    String logLevel,
    String logFormat) {

  private static final int DEFAULT_SAMPLE_ROWS = 100_000;
  private static final int DEFAULT_LOG_KEEP = 50_000;

  /**
   * Reads the settings of this process.
   *
   * @throws IllegalArgumentException if one cannot be used; the message names it and what it may be
   */
  public static Settings load() {
    return load(System.getProperties(), System.getenv());
  }

  static Settings load(Properties system, Map<String, String> environment) {
    Source source = new Source(system, environment, new Properties());
    Path routes =
        RoutesFolder.locate(
            source.text("dromedary.routes"), Path.of(source.text("dromedary.data").orElse("data")));
    source = new Source(system, environment, read(routes.resolve("application.properties")));
    // Camel takes it from the same places, but any port for what is no number.
    source.number("camel.server.port", 8080, 0, 65_535);
    return new Settings(
        routes,
        Path.of(source.text("dromedary.data").orElse("data")).toAbsolutePath().normalize(),
        source.text("redis.url").map(RedisSettings::parse),
        source.choice("dromedary.redis.appendfsync", AppendFsync.class, AppendFsync.EVERYSEC),
        source.number("dromedary.sample.rows", DEFAULT_SAMPLE_ROWS, 0, SampleData.MAX_ROWS),
        source.number("dromedary.log.keep", DEFAULT_LOG_KEEP, 1_000, 100_000_000),
        source.pattern(
            "dromedary.duckdb.memory", "256MB", "\\d+(KB|MB|GB)", "a size such as 256MB"),
        source.number("dromedary.duckdb.readers", 4, 1, 64),
        source.pattern(
            "dromedary.log.level",
            "INFO",
            "TRACE|DEBUG|INFO|WARN|ERROR",
            "TRACE, DEBUG, INFO, WARN or ERROR"),
        source.pattern("dromedary.log.format", "text", "text|json", "text or json"));
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
      }
    }
    return properties;
  }

  /** Where a setting is looked up. */
  private record Source(Properties system, Map<String, String> environment, Properties file) {
    Optional<String> text(String name) {
      String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
      return Optional.ofNullable(system.getProperty(name))
          .or(() -> Optional.ofNullable(environment.get(variable)))
          .or(() -> Optional.ofNullable(file.getProperty(name)))
          .map(String::strip)
          .filter(value -> !value.isEmpty());
    }

    int number(String name, int otherwise, int least, int most) {
      Optional<String> text = text(name);
      if (text.isEmpty()) {
        return otherwise;
      }
      try {
        int value = Integer.parseInt(text.get().replace("_", ""));
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Said below, as for a number out of range.
      }
      throw wrong(name, text.get(), "a whole number from %d to %d".formatted(least, most));
    }

    String pattern(String name, String otherwise, String pattern, String allowed) {
      String text = text(name).orElse(otherwise);
      if (!text.matches(pattern)) {
        throw wrong(name, text, allowed);
      }
      return text;
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
      Optional<String> text = text(name);
      if (text.isEmpty()) {
        return otherwise;
      }
      return Arrays.stream(type.getEnumConstants())
          .filter(value -> value.name().equalsIgnoreCase(text.get()))
          .findFirst()
          .orElseThrow(
              () ->
                  wrong(
                      name,
                      text.get(),
                      "one of "
                          + String.join(
                              ", ",
                              Arrays.stream(type.getEnumConstants())
                                  .map(value -> value.name().toLowerCase(Locale.ROOT))
                                  .toList())));
    }

    private static IllegalArgumentException wrong(String name, String value, String allowed) {
      return new IllegalArgumentException(
          "%s is '%s'; it must be %s".formatted(name, value, allowed));
    }
  }
}
