package io.dromedary.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs work in a transaction of its own. */
final class Transaction {
  private Transaction() {}

  /** What is done in a transaction. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Commits the work, or rolls it back and throws what it has thrown. */
  static <T> T run(Connection connection, Work<T> work) throws SQLException {
    execute(connection, "BEGIN TRANSACTION");
    T result;
    try {
      result = work.run();
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(connection, e);
      throw e;
    }
    // A commit that fails has rolled back.
    execute(connection, "COMMIT");
    return result;
  }

  /** Runs something of which nothing is to stay. */
  static void undo(Connection connection, Runnable trial) throws SQLException {
    execute(connection, "BEGIN TRANSACTION");
    try {
      trial.run();
    } finally {
      execute(connection, "ROLLBACK");
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
