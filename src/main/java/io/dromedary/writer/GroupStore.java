package io.dromedary.writer;

import io.dromedary.cube.StoredColumn;
import io.dromedary.cube.StoredColumn.RowValues;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes groups, inside transactions that the caller begins and ends. What a group has changed is
 * appended to {@code dromedary.changes}, through which readers see it at once; a {@linkplain #fold
 * fold} brings it into the tables themselves.
 *
 * <p>The appenders stay open from group to group, because opening one costs more than a row. After
 * a failed statement they are useless: close the store and make a new one.
 */
final class GroupStore implements AutoCloseable {
  private final SqlTemplates sql;
  private final DuckDBConnection connection;
  private final List<StoredColumn> columns;
  private final ColumnFold fold;
  private final DuckDBAppender edits;
  private final DuckDBAppender changes;
  private long ordinal;
  private long unfoldedRows;

  /**
   * Opens a store.
   *
   * @param columns all columns that groups change; the target of a change is its place in the list
   * @param unfoldedRows how many rows stand in the table of changes
   */
  GroupStore(
      DuckDBConnection connection, SqlTemplates sql, List<StoredColumn> columns, long unfoldedRows)
      throws SQLException {
    this.sql = sql;
    this.connection = connection;
    this.columns = List.copyOf(columns);
    this.fold = new ColumnFold(connection, sql);
    this.edits = connection.createAppender("dromedary", "edits");
    this.changes = connection.createAppender("dromedary", "changes");
    this.unfoldedRows = unfoldedRows;
    this.ordinal = unfoldedRows;
  }

  /** How many rows of tables the group has changed. */
  long groupRows() {
    return columns.stream().mapToLong(StoredColumn::groupSize).sum();
  }

  /** How many rows stand in the table of changes, those that are changed again included. */
  long unfoldedRows() {
    return unfoldedRows;
  }

  /** Appends the edits of a group with their outcomes. */
  void appendEdits(List<RecordedEdit> group) throws SQLException {
    for (RecordedEdit edit : group) {
      edits.beginRow();
      edits.append(edit.id().millis());
      edits.append(edit.id().sequence());
      appendText(edit.key());
      edits.append(edit.request());
      edits.append(edit.status().code());
      edits.append(edit.outcome());
      edits.append(edit.updates());
      appendText(edit.table());
      appendText(edit.measure());
      if (edit.beforeImage() == null) {
        edits.appendNull();
      } else {
        edits.append(edit.beforeImage());
      }
      edits.endRow();
    }
    edits.flush();
  }

  private void appendText(String text) throws SQLException {
    if (text == null) {
      edits.appendNull();
    } else {
      edits.append(text);
    }
  }

  /**
   * Appends what the group has changed.
   *
   * @param last the last edit of the group
   */
  void appendChanges(EditId last) throws SQLException {
    ordinal++;
    long before = unfoldedRows;
    for (int target = 0; target < columns.size(); target++) {
      if (columns.get(target).groupSize() > 0) {
        RowValues group = columns.get(target).group();
        for (int index = 0; index < group.rows().length; index++) {
          appendChange(last, target, group.rows()[index], group.units()[index]);
        }
      }
    }
    if (unfoldedRows == before) {
      beginChange(last);
      changes.appendNull();
      changes.appendNull();
      changes.appendNull();
      changes.endRow();
      unfoldedRows++;
    }
    changes.flush();
  }

  private void beginChange(EditId last) throws SQLException {
    changes.beginRow();
    changes.append(ordinal);
    changes.append(last.millis());
    changes.append(last.sequence());
  }

  private void appendChange(EditId last, int target, int row, long units) throws SQLException {
    beginChange(last);
    changes.append(target);
    changes.append(row);
    ColumnFold.appendUnits(changes, units);
    changes.endRow();
    unfoldedRows++;
  }

  /**
   * Brings all that has changed since the last fold into the tables, the group included.
   *
   * @param last the last edit up to which they then hold everything
   */
  void fold(EditId last) throws SQLException {
    for (StoredColumn column : columns) {
      RowValues unfolded = column.unfolded();
      if (unfolded.rows().length > 0) {
        fold.write(column, unfolded);
      }
    }
    CubeTables.clearChanges(connection, sql, last);
  }

  /** The group is committed, beside the tables. */
  void committed() {
    columns.forEach(StoredColumn::committed);
  }

  /** A fold is committed. */
  void folded() {
    columns.forEach(StoredColumn::folded);
    unfoldedRows = 0;
  }

  @Override
  public void close() {
    closeQuietly(edits);
    closeQuietly(changes);
  }

  private static void closeQuietly(DuckDBAppender appender) {
    try {
      appender.close();
    } catch (SQLException e) {
      // It was useless already: its rows belong to a transaction that is rolled back.
    }
  }
}
