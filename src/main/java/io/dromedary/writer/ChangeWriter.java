package io.dromedary.writer;

import static io.dromedary.edit.Identifiers.quote;
import static java.util.stream.Collectors.joining;

import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.CubeState.ChangedLeaves;
import io.dromedary.cube.MeasureModel;
import io.dromedary.cube.ViewModel;
import io.dromedary.duckdb.SqlTemplates;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes the changed leaves and view rows of one cube into the database, inside a transaction that
 * the caller has begun. The values travel in temporary tables, which belong to the connection.
 */
final class ChangeWriter {
  /** So few leaves are written faster one by one than through a join. */
  private static final int FEW_LEAVES = 4;

  /** Runs of consecutive leaves that are at least this long on average are written as runs. */
  private static final int LONG_RUN = 4096;

  private final DuckDBConnection connection;
  private final SqlTemplates sql;
  private final CubeModel cube;

  ChangeWriter(DuckDBConnection connection, SqlTemplates sql, CubeModel cube) throws SQLException {
    this.connection = connection;
    this.sql = sql;
    this.cube = cube;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE IF NOT EXISTS staged_leaves (leaf_id INTEGER, units BIGINT)");
      statement.execute(
          "CREATE TEMP TABLE IF NOT EXISTS staged_run (first_leaf INTEGER, units BIGINT[])");
      for (ViewModel view : cube.views()) {
        statement.execute(
            "CREATE TEMP TABLE IF NOT EXISTS %s (row_id INTEGER, %s)"
                .formatted(
                    quote(staged(view)),
                    view.measures().entrySet().stream()
                        .map(
                            entry ->
                                quote(entry.getKey())
                                    + " "
                                    + CubeTables.sqlType(entry.getValue().column().type()))
                        .collect(joining(", "))));
      }
    }
  }

  private static String staged(ViewModel view) {
    return "staged_" + view.name();
  }

  /** Writes what has changed; the state still counts it as changed. */
  void write(CubeState state) throws SQLException {
    for (int measure = 0; measure < cube.measures().size(); measure++) {
      ChangedLeaves changed = state.changedLeaves(measure);
      if (changed.leafIds().length > 0) {
        writeLeaves(cube.measures().get(measure), changed);
      }
    }
    for (ViewModel view : cube.views()) {
      int[] rows = state.changedRows(view);
      if (rows.length > 0) {
        writeRows(state, view, rows);
      }
    }
  }

  private void writeLeaves(MeasureModel measure, ChangedLeaves changed) throws SQLException {
    if (changed.leafIds().length <= FEW_LEAVES) {
      writeOneByOne(measure, changed);
    } else if (changed.leafIds().length >= (long) LONG_RUN * runs(changed.leafIds())) {
      writeRuns(measure, changed);
    } else {
      writeScattered(measure, changed);
    }
  }

  private static int runs(int[] leafIds) {
    int runs = 1;
    for (int index = 1; index < leafIds.length; index++) {
      runs += leafIds[index] == leafIds[index - 1] + 1 ? 0 : 1;
    }
    return runs;
  }

  private void writeOneByOne(MeasureModel measure, ChangedLeaves changed) throws SQLException {
    try (PreparedStatement statement = prepare("update-leaf", measure)) {
      for (int index = 0; index < changed.leafIds().length; index++) {
        statement.setBigDecimal(1, BigDecimal.valueOf(changed.values()[index], measure.scale()));
        statement.setInt(2, changed.leafIds()[index]);
        statement.executeUpdate();
      }
    }
  }

  private void writeRuns(MeasureModel measure, ChangedLeaves changed) throws SQLException {
    try (PreparedStatement statement = prepare("update-leaf-run", measure)) {
      int[] leafIds = changed.leafIds();
      for (int start = 0; start < leafIds.length; ) {
        int end = start + 1;
        while (end < leafIds.length && leafIds[end] == leafIds[end - 1] + 1) {
          end++;
        }
        try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_run")) {
          appender.beginRow();
          appender.append(leafIds[start]);
          appender.append(Arrays.copyOfRange(changed.values(), start, end));
          appender.endRow();
        }
        statement.setInt(1, leafIds[start]);
        statement.setInt(2, leafIds[end - 1]);
        statement.executeUpdate();
        empty("staged_run");
        start = end;
      }
    }
  }

  private void writeScattered(MeasureModel measure, ChangedLeaves changed) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_leaves")) {
      for (int index = 0; index < changed.leafIds().length; index++) {
        appender.beginRow();
        appender.append(changed.leafIds()[index]);
        appender.append(changed.values()[index]);
        appender.endRow();
      }
    }
    try (PreparedStatement statement = prepare("update-leaves", measure)) {
      statement.executeUpdate();
    }
    empty("staged_leaves");
  }

  private PreparedStatement prepare(String template, MeasureModel measure) throws SQLException {
    return connection.prepareStatement(
        sql.statement(
            template,
            Map.of(
                "table",
                quote(cube.table()),
                "measure",
                quote(measure.name()),
                "unit",
                BigDecimal.ONE.movePointLeft(measure.scale()).toPlainString())));
  }

  private void writeRows(CubeState state, ViewModel view, int[] rows) throws SQLException {
    int columns = view.columns().size();
    try (DuckDBAppender appender = connection.createAppender("temp", "main", staged(view))) {
      for (int row : rows) {
        Object[] values = state.row(view, row);
        appender.beginRow();
        appender.append(row);
        for (int measure = 0; measure < view.measures().size(); measure++) {
          CubeTables.append(appender, values[columns + measure]);
        }
        appender.endRow();
      }
    }
    String assignments =
        view.measures().keySet().stream()
            .map(name -> "%1$s = staged.%1$s".formatted(quote(name)))
            .collect(joining(", "));
    try (PreparedStatement statement =
        connection.prepareStatement(
            sql.statement(
                "update-view-rows",
                Map.of(
                    "view",
                    quote(view.name()),
                    "assignments",
                    assignments,
                    "staged",
                    quote(staged(view)))))) {
      statement.executeUpdate();
    }
    empty(staged(view));
  }

  private void empty(String temporaryTable) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM temp.main." + quote(temporaryTable));
    }
  }
}
