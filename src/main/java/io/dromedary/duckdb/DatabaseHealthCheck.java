package io.dromedary.duckdb;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while the database answers a real query. */
public final class DatabaseHealthCheck extends AbstractHealthCheck {
  private final Database database;

  public DatabaseHealthCheck(Database database) {
    super("dromedary", "duckdb");
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.detail("wal.bytes", database.walBytes());
    if (database.isHealthy()) {
      builder.up();
    } else {
      builder.message("DuckDB does not answer a query; the log of the program says why").down();
    }
  }
}
