package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that readers see. One thread writes into them; any other may have them stand still for
 * a while, in which it must not write.
 */
final class VisibleTables {
  private static final Logger LOG = LoggerFactory.getLogger(VisibleTables.class);

  private final Database database;
  private final SqlTemplates sql;

  /** Held while the tables change; fair, so that whoever wants them to stand gets a turn. */
  private final ReentrantLock writing = new ReentrantLock(true);

  private TableWriter writer;

  VisibleTables(Database database, SqlTemplates sql) {
    this.database = requireNonNull(database, "database is null");
    this.sql = requireNonNull(sql, "sql is null");
  }

  /**
   * Writes changes, all or none of them.
   *
   * @param last the edit up to which the tables then hold everything
   * @return whether that has succeeded; if not, the log says why
   */
  boolean write(PendingRows changes, EditId last) {
    long start = System.nanoTime();
    writing.lock();
    try {
      if (writer == null) {
        writer = new TableWriter(database, sql);
      }
      writer.write(changes, last);
    } catch (SQLException | RuntimeException | OutOfMemoryError e) {
      LOG.warn(
          "The tables could not be brought up to edit {}; that is tried again. If memory is short, raise dromedary.duckdb.memory",
          last,
          e);
      closeConnection();
      return false;
    } finally {
      writing.unlock();
    }
    LOG.debug(
        "The tables hold everything up to {}: {} rows in {} µs",
        last,
        changes.count(),
        (System.nanoTime() - start) / 1_000);
    return true;
  }

  /**
   * Runs something while the tables do not change.
   *
   * @param patient whether to wait for that; otherwise nothing is done if they just change
   */
  void whileQuiet(boolean patient, Runnable task) {
    if (patient) {
      writing.lock();
    }
    if (patient || writing.tryLock()) {
      try {
        task.run();
      } finally {
        writing.unlock();
      }
    }
  }

  /** What is done while something stands still. */
  interface Task<T> {
    T run() throws InterruptedException;
  }

  /** Runs something while the tables do not change, as soon as they do not. */
  <T> T whileStanding(Task<T> task) throws InterruptedException {
    writing.lockInterruptibly();
    try {
      return task.run();
    } finally {
      writing.unlock();
    }
  }

  /**
   * Lets go of the connection; the next writing opens another. Called when nobody writes, and after
   * a failure, because DuckDB leaves closed statements behind.
   */
  void closeConnection() {
    if (writer != null) {
      try {
        writer.close();
      } catch (SQLException e) {
        LOG.debug("The connection was dead already", e);
      }
      writer = null;
    }
  }
}
