package io.dromedary.writer;

import static io.dromedary.edit.Identifiers.quote;

import io.dromedary.cube.StoredColumn;
import io.dromedary.cube.StoredColumn.RowValues;
import io.dromedary.duckdb.SqlTemplates;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes new values of one column into its table, in the way that is fastest for their number. */
final class ColumnFold {
  /** So few rows are written faster one by one than through a join. */
  private static final int FEW_ROWS = 4;

  /** Runs of consecutive rows that are at least this long on average are written as runs. */
  private static final int LONG_RUN = 4096;

  private final DuckDBConnection connection;
  private final SqlTemplates sql;

  ColumnFold(DuckDBConnection connection, SqlTemplates sql) throws SQLException {
    this.connection = connection;
    this.sql = sql;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE IF NOT EXISTS staged_rows (row_id INTEGER, units BIGINT)");
      statement.execute(
          "CREATE TEMP TABLE IF NOT EXISTS staged_run (first_row INTEGER, units BIGINT[])");
    }
  }

  void write(StoredColumn column, RowValues values) throws SQLException {
    int[] rows = values.rows();
    if (rows.length <= FEW_ROWS) {
      writeOneByOne(column, values);
    } else if (rows.length >= (long) LONG_RUN * runs(rows) && !hasNull(values)) {
      writeRuns(column, values);
    } else {
      writeScattered(column, values);
    }
  }

  private static int runs(int[] rows) {
    int runs = 1;
    for (int index = 1; index < rows.length; index++) {
      runs += rows[index] == rows[index - 1] + 1 ? 0 : 1;
    }
    return runs;
  }

  private static boolean hasNull(RowValues values) {
    return Arrays.stream(values.units()).anyMatch(units -> units == Long.MIN_VALUE);
  }

  private void writeOneByOne(StoredColumn column, RowValues values) throws SQLException {
    try (PreparedStatement statement = prepare("fold-row", column)) {
      for (int index = 0; index < values.rows().length; index++) {
        long units = values.units()[index];
        statement.setBigDecimal(
            1, units == Long.MIN_VALUE ? null : BigDecimal.valueOf(units, column.scale()));
        statement.setInt(2, values.rows()[index]);
        statement.executeUpdate();
      }
    }
  }

  private void writeRuns(StoredColumn column, RowValues values) throws SQLException {
    int[] rows = values.rows();
    try (PreparedStatement statement = prepare("fold-run", column)) {
      for (int start = 0; start < rows.length; ) {
        int end = start + 1;
        while (end < rows.length && rows[end] == rows[end - 1] + 1) {
          end++;
        }
        try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_run")) {
          appender.beginRow();
          appender.append(rows[start]);
          appender.append(Arrays.copyOfRange(values.units(), start, end));
          appender.endRow();
        }
        statement.setInt(1, rows[start]);
        statement.setInt(2, rows[end - 1]);
        statement.executeUpdate();
        empty("staged_run");
        start = end;
      }
    }
  }

  private void writeScattered(StoredColumn column, RowValues values) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_rows")) {
      for (int index = 0; index < values.rows().length; index++) {
        appender.beginRow();
        appender.append(values.rows()[index]);
        appendUnits(appender, values.units()[index]);
        appender.endRow();
      }
    }
    try (PreparedStatement statement = prepare("fold-rows", column)) {
      statement.executeUpdate();
    }
    empty("staged_rows");
  }

  static void appendUnits(DuckDBAppender appender, long units) throws SQLException {
    if (units == Long.MIN_VALUE) {
      appender.appendNull();
    } else {
      appender.append(units);
    }
  }

  private PreparedStatement prepare(String template, StoredColumn column) throws SQLException {
    return connection.prepareStatement(
        sql.statement(
            template,
            Map.of(
                "table", CubeTables.base(column.table()),
                "column", quote(column.column()),
                "row", quote(column.rowColumn()),
                "unit", CubeTables.unit(column.scale()))));
  }

  private void empty(String temporaryTable) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE temp.main." + quote(temporaryTable));
    }
  }
}
