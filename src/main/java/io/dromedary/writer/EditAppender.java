package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/**
 * Appends edits to {@code dromedary.recorded_edits}. DuckDB's appender stays open from group to
 * group, because opening one costs more than a row; it serves the thread alone that has made it,
 * and no one after an error.
 */
final class EditAppender {
  /** So many rows reach the database in one statement. */
  private static final int ONE_STATEMENT = 2_000;

  private final Database database;
  private DuckDBAppender appender;
  private Thread owner;

  EditAppender(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  /** Commits edits, all or none of them. */
  void commit(List<RecordedEdit> edits) throws SQLException {
    if (edits.size() > ONE_STATEMENT) {
      Transaction.run(
          database.writer(),
          () -> {
            append(edits);
            return null;
          });
      return;
    }
    // One statement commits itself; that saves a third of the time of one row, a fifth of 128.
    try {
      write(edits);
    } catch (SQLException | RuntimeException e) {
      abandon(e);
      throw e;
    }
  }

  /** Appends edits in the caller's transaction. */
  void append(List<RecordedEdit> edits) throws SQLException {
    try {
      write(edits);
    } catch (SQLException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void write(List<RecordedEdit> edits) throws SQLException {
    open();
    for (RecordedEdit edit : edits) {
      append(edit);
    }
    appender.flush();
  }

  /**
   * Lets go of an appender with rows that could not be written. Closing it writes them once more,
   * and that might succeed now that they are taken for lost.
   */
  private void abandon(Exception cause) {
    try {
      Transaction.undo(database.writer(), this::close);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    } finally {
      close();
    }
  }

  private void open() throws SQLException {
    if (owner != Thread.currentThread()) {
      close();
      appender = database.writer().createAppender("dromedary", "recorded_edits");
      owner = Thread.currentThread();
    }
  }

  private void append(RecordedEdit edit) throws SQLException {
    appender.beginRow();
    appender.append(edit.id().millis());
    appender.append(edit.id().sequence());
    appendText(appender, edit.key());
    appendText(appender, edit.table());
    appender.append(edit.request());
    appender.append(edit.effect());
    if (edit.image() == null) {
      appender.appendNull();
    } else {
      appender.append(edit.image());
    }
    appendText(appender, edit.cells());
    appender.endRow();
  }

  /** Appends a text, or NULL for none. */
  static void appendText(DuckDBAppender appender, String text) throws SQLException {
    if (text == null) {
      appender.appendNull();
    } else {
      appender.append(text);
    }
  }

  /** Lets go of the appender; the next use opens another. */
  void close() {
    owner = null;
    if (appender != null) {
      try {
        appender.close();
      } catch (SQLException e) {
        // It was useless already: its rows are rolled back, or the instance is dead.
      }
      appender = null;
    }
  }
}
