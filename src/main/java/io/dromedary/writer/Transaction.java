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
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      try {
        T result = work.run();
        statement.execute("COMMIT");
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(statement, e);
        throw e;
      }
    }
  }

  private static void rollBack(Statement statement, Throwable cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
