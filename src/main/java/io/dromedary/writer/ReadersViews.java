package io.dromedary.writer;

import static io.dromedary.edit.Identifiers.quote;
import static java.util.Objects.requireNonNull;

import io.dromedary.cube.CubeState;
import io.dromedary.cube.DimensionModel;
import io.dromedary.cube.StoredColumn;
import io.dromedary.cube.ViewModel;
import io.dromedary.duckdb.SqlTemplates;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The views under which readers see leaf tables and summary views: the tables, and over them what
 * has changed since they were last written.
 */
final class ReadersViews {
  private final SqlTemplates sql;

  ReadersViews(SqlTemplates sql) {
    this.sql = requireNonNull(sql, "sql is null");
  }

  /**
   * Makes the views of a cube.
   *
   * @param columns the cube's numbered columns
   */
  void create(Connection connection, CubeState cube, Map<StoredColumn, Integer> columns)
      throws SQLException {
    create(
        connection,
        cube.model().table(),
        cube.model().dimensions().stream().map(DimensionModel::key).toList(),
        List.of(),
        columns);
    for (ViewModel view : cube.model().views()) {
      create(connection, view.name(), view.columns(), List.of(ViewModel.GROUPING_SET_ID), columns);
    }
  }

  private void create(
      Connection connection,
      String table,
      List<String> leading,
      List<String> trailing,
      Map<StoredColumn, Integer> columns)
      throws SQLException {
    List<String> selected = new ArrayList<>();
    List<String> latest = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    String rowColumn = "";
    leading.forEach(name -> selected.add("written." + quote(name)));
    for (Map.Entry<StoredColumn, Integer> entry : columns.entrySet()) {
      StoredColumn column = entry.getKey();
      if (column.table().equals(table)) {
        rowColumn = column.rowColumn();
        int number = entry.getValue();
        targets.add(Integer.toString(number));
        latest.add(
            "arg_max_null(units, ordinal) FILTER (WHERE target = %1$d) AS units_%1$d, bool_or(target = %1$d) AS has_%1$d"
                .formatted(number));
        selected.add(
            "CASE WHEN recent.has_%1$d THEN CAST(recent.units_%1$d * %2$s AS DECIMAL(18,%3$d)) ELSE written.%4$s END AS %4$s"
                .formatted(
                    number,
                    CubeTables.unit(column.scale()),
                    column.scale(),
                    quote(column.column())));
      }
    }
    trailing.forEach(name -> selected.add("written." + quote(name)));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          sql.statement(
              "create-readers-view",
              Map.of(
                  "view", quote(table),
                  "base", CubeTables.base(table),
                  "row", rowColumn,
                  "columns", String.join(", ", selected),
                  "latest", String.join(", ", latest),
                  "targets", String.join(", ", targets))));
    }
  }
}
