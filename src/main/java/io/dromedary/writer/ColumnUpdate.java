package io.dromedary.writer;

import static io.dromedary.edit.Identifiers.quote;
import static java.util.stream.Collectors.joining;

import io.dromedary.cube.DimensionModel;
import io.dromedary.cube.TableSchema;
import io.dromedary.cube.TableSchema.ColumnSchema;
import io.dromedary.cube.TableSchema.Kind;
import io.dromedary.cube.TableSql;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Edit.SetColumn;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Identifiers;
import io.dromedary.edit.Json;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SqlCondition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets a column that is no measure, in SQL, inside a transaction that the caller has begun and in
 * which the tables hold everything. It is rare, and it may move leaves between totals: the caller
 * reads the cube into memory again.
 */
final class ColumnUpdate {
  private static final int MAX_LISTED_ROWS = 1_000;

  private final SqlTemplates sql;
  private final TableSchema table;
  private final SetColumn edit;

  ColumnUpdate(SqlTemplates sql, TableSchema table, SetColumn edit) {
    this.sql = sql;
    this.table = table;
    this.edit = edit;
  }

  /**
   * What the update did.
   *
   * @param updates the changed rows, a JSON array
   */
  record Result(long rows, String updates) {}

  /**
   * Makes the update.
   *
   * @throws io.dromedary.edit.ProblemException EMPTY_REGION, UNKNOWN_MEMBER or DUPLICATE_ROW; the
   *     caller rolls back
   */
  Result run(Connection connection, EditId id) throws SQLException {
    List<Object> rowKeys = selectedRows(connection);
    if (rowKeys.isEmpty()) {
      throw Problem.of(
              ProblemType.EMPTY_REGION,
              "No row of '%s' satisfies the condition.".formatted(table.name()))
          .with("table", table.name())
          .asException();
    }
    if (table.kind() == Kind.LEAF_TABLE) {
      requireMember(connection);
    }
    try (PreparedStatement statement =
        prepare(connection, "update-column", Map.of("column", quote(edit.column().name())))) {
      statement.setObject(1, CubeReader.parameter(edit.value()));
      statement.setArray(2, connection.createArrayOf("BIGINT", rowKeys.toArray()));
      statement.executeUpdate();
    }
    if (table.kind() == Kind.LEAF_TABLE) {
      requireDistinctLeaves(connection);
    }
    return new Result(rowKeys.size(), updates(connection, rowKeys, id));
  }

  private List<Object> selectedRows(Connection connection) throws SQLException {
    TableSql names = new TableSql(table);
    SqlCondition condition = SqlCondition.render(edit.condition(), names::column);
    try (PreparedStatement statement =
        connection.prepareStatement(
            sql.statement(
                "select-row-keys",
                Map.of(
                    "key", rowKey(),
                    "from", names.from(edit.condition().columns()),
                    "condition", condition.sql())))) {
      for (int index = 0; index < condition.parameters().size(); index++) {
        statement.setObject(index + 1, CubeReader.parameter(condition.parameters().get(index)));
      }
      List<Object> keys = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          keys.add(result.getLong(1));
        }
      }
      return keys;
    }
  }

  /** What tells the rows apart while their columns change. */
  private String rowKey() {
    return table.kind() == Kind.LEAF_TABLE ? "leaf_id" : "rowid";
  }

  private void requireMember(Connection connection) throws SQLException {
    DimensionModel dimension =
        table.cube().dimensions().get(table.cube().dimensionOf(edit.column()));
    if (dimension.table().isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            sql.statement(
                "find-member",
                Map.of("table", quote(dimension.table().get()), "key", quote(dimension.key()))))) {
      statement.setObject(1, CubeReader.parameter(edit.value()));
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw Problem.of(
                  ProblemType.UNKNOWN_MEMBER,
                  "'%s' has no member with the %s %s."
                      .formatted(dimension.table().get(), dimension.key(), edit.value()))
              .with("column", edit.column().name())
              .asException();
        }
      }
    }
  }

  private void requireDistinctLeaves(Connection connection) throws SQLException {
    String keys =
        table.cube().dimensions().stream()
            .map(dimension -> quote(dimension.key()))
            .collect(joining(", "));
    try (PreparedStatement statement =
            prepare(connection, "find-duplicate-leaf", Map.of("keys", keys));
        ResultSet result = statement.executeQuery()) {
      if (result.next()) {
        throw Problem.of(
                ProblemType.DUPLICATE_ROW,
                "The edit would give two rows of '%s' the same key (%s)."
                    .formatted(table.name(), keys.replace("\"", "")))
            .with("table", table.name())
            .asException();
      }
    }
  }

  private PreparedStatement prepare(
      Connection connection, String template, Map<String, String> replacements)
      throws SQLException {
    Map<String, String> all = new LinkedHashMap<>(replacements);
    all.put("table", quote(table.name()));
    all.put("key", rowKey());
    return connection.prepareStatement(sql.statement(template, all));
  }

  private String updates(Connection connection, List<Object> rowKeys, EditId id)
      throws SQLException {
    String columns =
        table.columns().stream()
            .map(ColumnSchema::name)
            .map(Identifiers::quote)
            .collect(joining(", "));
    List<Object> listed = rowKeys.subList(0, Math.min(rowKeys.size(), MAX_LISTED_ROWS));
    List<Map<String, Object>> rows = new ArrayList<>();
    try (PreparedStatement statement =
        prepare(connection, "select-rows", Map.of("columns", columns))) {
      statement.setArray(1, connection.createArrayOf("BIGINT", listed.toArray()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row(result, id));
        }
      }
    }
    if (listed.size() < rowKeys.size()) {
      Map<String, Object> rest = new LinkedHashMap<>();
      rest.put("table", table.name());
      rest.put("more", rowKeys.size() - listed.size());
      rest.put("href", "/view_table/" + table.name());
      rest.put("id", id.toString());
      rows.add(rest);
    }
    return Json.write(rows);
  }

  private Map<String, Object> row(ResultSet result, EditId id) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    Map<String, Object> row = new LinkedHashMap<>();
    for (int index = 1; index <= columns.getColumnCount(); index++) {
      row.put(columns.getColumnName(index), result.getObject(index));
    }
    row.put("table", table.name());
    row.put("id", id.toString());
    return row;
  }
}
