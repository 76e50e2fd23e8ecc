package io.dromedary.writer;

import static io.dromedary.edit.Identifiers.quote;
import static java.util.Objects.requireNonNull;

import io.dromedary.cube.RowValues;
import io.dromedary.cube.StoredColumn;
import io.dromedary.duckdb.SqlTemplates;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes new values of a column into its table, in the way that is fastest for their number, inside
 * transactions that the caller begins and ends.
 */
final class RowUpdates implements AutoCloseable {
  /** So few rows are found faster one by one than by a join. */
  private static final int FEW_ROWS = 2;

  /** Up to so many rows, lists as parameters are faster than a staging table. */
  private static final int LISTED_ROWS = 2_000;

  /** Runs of consecutive rows that are at least this long on average are written as runs. */
  private static final int LONG_RUN = 4096;

  private final DuckDBConnection connection;
  private final SqlTemplates sql;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  RowUpdates(DuckDBConnection connection, SqlTemplates sql) throws SQLException {
    this.connection = requireNonNull(connection, "connection is null");
    this.sql = requireNonNull(sql, "sql is null");
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
    } else if (rows.length <= LISTED_ROWS) {
      writeListed(column, values);
    } else if (rows.length >= (long) LONG_RUN * runs(rows) && !hasNull(values.units())) {
      writeRuns(column, values);
    } else {
      writeStaged(column, values);
    }
  }

  private static int runs(int[] rows) {
    int runs = 1;
    for (int index = 1; index < rows.length; index++) {
      runs += rows[index] == rows[index - 1] + 1 ? 0 : 1;
    }
    return runs;
  }

  private static boolean hasNull(long[] units) {
    for (long value : units) {
      if (value == Long.MIN_VALUE) {
        return true;
      }
    }
    return false;
  }

  private void writeOneByOne(StoredColumn column, RowValues values) throws SQLException {
    PreparedStatement statement = prepare("update-row", column);
    for (int index = 0; index < values.rows().length; index++) {
      long units = values.units()[index];
      statement.setBigDecimal(
          1, units == Long.MIN_VALUE ? null : BigDecimal.valueOf(units, column.scale()));
      statement.setInt(2, values.rows()[index]);
      statement.executeUpdate();
    }
  }

  private void writeListed(StoredColumn column, RowValues values) throws SQLException {
    Integer[] rows = new Integer[values.rows().length];
    Arrays.setAll(rows, index -> values.rows()[index]);
    Long[] units = new Long[rows.length];
    Arrays.setAll(
        units, index -> values.units()[index] == Long.MIN_VALUE ? null : values.units()[index]);
    PreparedStatement statement = prepare("update-listed-rows", column);
    statement.setArray(1, connection.createArrayOf("INTEGER", rows));
    statement.setArray(2, connection.createArrayOf("BIGINT", units));
    statement.executeUpdate();
  }

  private void writeRuns(StoredColumn column, RowValues values) throws SQLException {
    int[] rows = values.rows();
    PreparedStatement statement = prepare("update-run", column);
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

  private void writeStaged(StoredColumn column, RowValues values) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_rows")) {
      for (int index = 0; index < values.rows().length; index++) {
        appender.beginRow();
        appender.append(values.rows()[index]);
        if (values.units()[index] == Long.MIN_VALUE) {
          appender.appendNull();
        } else {
          appender.append(values.units()[index]);
        }
        appender.endRow();
      }
    }
    prepare("update-rows", column).executeUpdate();
    empty("staged_rows");
  }

  /** Prepared once: preparing takes about as long as writing a row. */
  private PreparedStatement prepare(String template, StoredColumn column) throws SQLException {
    String text =
        sql.statement(
            template,
            Map.of(
                "table", quote(column.table()),
                "column", quote(column.column()),
                "row", quote(column.rowColumn()),
                "unit", CubeTables.unit(column.scale())));
    PreparedStatement statement = statements.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      statements.put(text, statement);
    }
    return statement;
  }

  private void empty(String temporaryTable) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE temp.main." + quote(temporaryTable));
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
  }
}
