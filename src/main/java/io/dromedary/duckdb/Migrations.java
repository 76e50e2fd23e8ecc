package io.dromedary.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the program's own tables, those in the schema {@code dromedary}, up to date. Each step is
 * a resource, runs in a transaction of its own and leaves its number in {@code
 * dromedary.schema_version}.
 */
final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private static final List<String> STEPS =
      List.of(
          "001-edits-and-position.sql", "002-formula-sheets.sql", "003-fewer-columns-of-edits.sql");

  private final Connection connection;

  Migrations(Connection connection) {
    this.connection = connection;
  }

  /** The version that a database has afterwards. */
  static int latest() {
    return STEPS.size();
  }

  void run() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS dromedary");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS dromedary.schema_version (version INTEGER, name VARCHAR)");
      int version = version(statement);
      if (version > STEPS.size()) {
        throw new SQLException(
            "The database has schema version %d, and this program knows versions up to %d. Start a newer program."
                .formatted(version, STEPS.size()));
      }
      for (int step = version; step < STEPS.size(); step++) {
        migrate(statement, step + 1, STEPS.get(step));
      }
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery("SELECT coalesce(max(version), 0) FROM dromedary.schema_version")) {
      result.next();
      return result.getInt(1);
    }
  }

  private static void migrate(Statement statement, int version, String name) throws SQLException {
    statement.execute("BEGIN TRANSACTION");
    try {
      statement.execute(resource(name));
      statement.execute(
          "INSERT INTO dromedary.schema_version VALUES (%d, '%s')".formatted(version, name));
      statement.execute("COMMIT");
    } catch (SQLException e) {
      statement.execute("ROLLBACK");
      throw e;
    }
    LOG.debug("Migrated the schema to version {} by {}", version, name);
  }

  private static String resource(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
