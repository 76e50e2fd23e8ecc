package io.dromedary.metrics;

import io.dromedary.duckdb.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the database, and the disk that they are on. */
final class StoreMeters {
  private static final Logger LOG = LoggerFactory.getLogger(StoreMeters.class);

  private StoreMeters() {}

  static void bind(MeterRegistry registry, Database database) {
    bytes(registry, database, "dromedary.duckdb.file", "Size of the database", Database::fileBytes);
    bytes(
        registry,
        database,
        "dromedary.duckdb.wal",
        "Size of the database's write-ahead log",
        Database::walBytes);
    bytes(
        registry,
        database,
        "dromedary.disk.free",
        "What the program may still write to the disk of the database",
        StoreMeters::free);
  }

  private static void bytes(
      MeterRegistry registry,
      Database database,
      String name,
      String description,
      ToDoubleFunction<Database> number) {
    Gauge.builder(name, database, number)
        .description(description)
        .baseUnit("bytes")
        .register(registry);
  }

  private static double free(Database database) {
    try {
      return database.freeBytes();
    } catch (IOException e) {
      LOG.debug("The free disk is not known", e);
      return Double.NaN;
    }
  }
}
