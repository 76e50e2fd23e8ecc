package io.dromedary.writer;

import io.dromedary.edit.EditId;
import io.dromedary.sheet.CellVersion;
import io.dromedary.sheet.SheetChange;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The versions of cells that an edit has made, on their way into {@code dromedary.cells}.
 *
 * @param id the edit
 */
record CellRows(EditId id, List<SheetChange> changes) {
  /** How many rows. */
  int count() {
    return changes.stream().mapToInt(change -> change.cells().size()).sum();
  }

  /** Appends rows, in the order of their edits, within the caller's transaction. */
  static void append(DuckDBConnection connection, List<CellRows> edits) throws SQLException {
    if (edits.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender("dromedary", "cells")) {
      for (CellRows edit : edits) {
        for (SheetChange change : edit.changes()) {
          for (CellVersion cell : change.cells()) {
            append(appender, edit.id(), change, cell);
          }
        }
      }
    }
  }

  private static void append(
      DuckDBAppender appender, EditId id, SheetChange change, CellVersion cell)
      throws SQLException {
    appender.beginRow();
    appender.append(id.millis());
    appender.append(id.sequence());
    appender.append(change.number());
    appender.append(cell.number());
    appender.append(change.sheet());
    appender.append(cell.name());
    EditAppender.appendText(appender, cell.value());
    EditAppender.appendText(appender, cell.result());
    EditAppender.appendText(appender, cell.externals());
    appender.append(cell.written());
    appender.endRow();
  }
}
