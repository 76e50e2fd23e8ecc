package io.dromedary.writer;

import static io.dromedary.edit.Identifiers.quote;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.CubeStateLoader;
import io.dromedary.cube.DimensionModel;
import io.dromedary.cube.TableSchema;
import io.dromedary.cube.TableSql;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Column;
import io.dromedary.edit.ColumnType;
import io.dromedary.edit.Condition;
import io.dromedary.edit.Identifiers;
import io.dromedary.edit.SqlCondition;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the tables of a cube into memory. {@link CubeTables} makes them. */
public final class CubeReader {
  private final SqlTemplates sql;

  public CubeReader(SqlTemplates sql) {
    this.sql = requireNonNull(sql, "sql is null");
  }

  /** How many leaves the cube has. */
  public static int countLeaves(Connection connection, CubeModel cube) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + quote(cube.table()))) {
      result.next();
      return result.getInt(1);
    }
  }

  /** Reads a cube into memory. */
  CubeState load(Connection connection, CubeModel cube) throws SQLException {
    return load(
        connection,
        new CubeStateLoader(cube, countLeaves(connection, cube)),
        cube,
        quote(cube.table()),
        new SqlCondition("TRUE", List.of()));
  }

  /**
   * Reads a part of a cube into memory, without its views: all members, and the leaves that a
   * condition selects.
   *
   * @param leafTable the cube's leaf table
   * @param region over the columns of the leaf table and the dimensions
   */
  public CubeState loadRegion(Connection connection, TableSchema leafTable, Condition region)
      throws SQLException {
    CubeModel cube = leafTable.cube();
    CubeModel withoutViews =
        new CubeModel(
            cube.name(),
            cube.table(),
            cube.description(),
            cube.dimensions(),
            cube.measures(),
            List.of());
    TableSql names = new TableSql(leafTable);
    return load(
        connection,
        new CubeStateLoader(withoutViews, 0),
        withoutViews,
        names.from(region.columns()),
        SqlCondition.render(region, names::column));
  }

  private CubeState load(
      Connection connection,
      CubeStateLoader loader,
      CubeModel cube,
      String from,
      SqlCondition condition)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (DimensionModel dimension : cube.dimensions()) {
        loader.addDimension(members(statement, cube, dimension));
      }
    }
    List<Column> keys = cube.dimensions().stream().map(DimensionModel::keyColumn).toList();
    try (PreparedStatement statement =
        connection.prepareStatement(leavesQuery(cube, keys, from, condition.sql()))) {
      for (int index = 0; index < condition.parameters().size(); index++) {
        statement.setObject(index + 1, parameter(condition.parameters().get(index)));
      }
      addLeaves(statement, cube, keys, loader);
    }
    return loader.build();
  }

  private List<Object[]> members(Statement statement, CubeModel cube, DimensionModel dimension)
      throws SQLException {
    List<Column> columns = dimension.columns();
    String names = columns.stream().map(column -> quote(column.name())).collect(joining(", "));
    String query =
        sql.statement(
            "read-members",
            Map.of(
                "columns",
                dimension.table().isPresent() ? names : "DISTINCT " + names,
                "table",
                dimension.table().map(Identifiers::quote).orElse(quote(cube.table()))));
    List<Object[]> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        Object[] row = new Object[columns.size()];
        for (int index = 0; index < row.length; index++) {
          row[index] = value(result, index + 1, columns.get(index).type());
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private String leavesQuery(CubeModel cube, List<Column> keys, String from, String condition) {
    return sql.statement(
        "read-leaves",
        Map.of(
            "keys",
            keys.stream().map(key -> quote(key.name())).collect(joining(", ")),
            "measures",
            cube.measures().stream()
                .map(
                    measure ->
                        "CAST(%s * %d AS BIGINT)"
                            .formatted(quote(measure.name()), powerOfTen(measure.scale())))
                .collect(joining(", ")),
            "from",
            from,
            "condition",
            condition));
  }

  private static void addLeaves(
      PreparedStatement statement, CubeModel cube, List<Column> keys, CubeStateLoader loader)
      throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      Object[] keyValues = new Object[keys.size()];
      long[] values = new long[cube.measures().size()];
      while (result.next()) {
        for (int index = 0; index < keyValues.length; index++) {
          keyValues[index] = value(result, index + 2, keys.get(index).type());
        }
        for (int index = 0; index < values.length; index++) {
          values[index] = result.getLong(keyValues.length + index + 2);
          if (result.wasNull()) {
            values[index] = Long.MIN_VALUE;
          }
        }
        loader.addLeaf(result.getInt(1), keyValues, values);
      }
    }
  }

  static long powerOfTen(int exponent) {
    return BigDecimal.TEN.pow(exponent).longValueExact();
  }

  private static Object value(ResultSet result, int index, ColumnType type) throws SQLException {
    Object value =
        switch (type.kind()) {
          case TEXT -> result.getString(index);
          case INTEGER -> result.getLong(index);
          case DECIMAL -> result.getBigDecimal(index);
          // Asked for a LocalDate, the driver goes through java.sql.Date and its calendar.
          case DATE -> result.getObject(index);
          case BOOLEAN -> result.getBoolean(index);
        };
    return result.wasNull() ? null : value;
  }

  /** Binds a value of a column to a parameter of the type that DuckDB expects. */
  static Object parameter(Object value) {
    return value instanceof LocalDate date ? Date.valueOf(date) : value;
  }
}
