package io.dromedary.writer;

import static io.dromedary.edit.Identifiers.quote;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.CubeStateLoader;
import io.dromedary.cube.DimensionModel;
import io.dromedary.cube.MeasureModel;
import io.dromedary.cube.TableSchema;
import io.dromedary.cube.TableSql;
import io.dromedary.cube.ViewModel;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The tables of a cube: makes them from the model, and reads them into memory. */
public final class CubeTables {
  private final SqlTemplates sql;

  public CubeTables(SqlTemplates sql) {
    this.sql = requireNonNull(sql, "sql is null");
  }

  /**
   * Creates the leaf table and the dimension tables that are missing, and columns that tables lack.
   * Besides its keys and measures a leaf has {@code leaf_id}, its permanent number; there is no
   * index, because one on an updated column costs a hundred times the update.
   *
   * @throws IllegalArgumentException if a column is there with another type
   */
  public void create(Connection connection, CubeModel cube) throws SQLException {
    for (DimensionModel dimension : cube.dimensions()) {
      if (dimension.table().isPresent()) {
        create(connection, dimension.table().get(), "", dimension.columns());
      }
    }
    List<Column> columns =
        Stream.concat(
                cube.dimensions().stream().map(DimensionModel::keyColumn),
                cube.measures().stream().map(MeasureModel::column))
            .toList();
    create(connection, cube.table(), "leaf_id INTEGER NOT NULL, ", columns);
  }

  private static void create(
      Connection connection, String table, String before, List<Column> columns)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS %s (%s%s)"
              .formatted(
                  quote(table),
                  before,
                  columns.stream().map(CubeTables::declaration).collect(joining(", "))));
      Map<String, String> types = types(connection, table);
      for (Column column : columns) {
        String type = types.get(column.name().toLowerCase(Locale.ROOT));
        if (type == null) {
          statement.execute(
              "ALTER TABLE %s ADD COLUMN %s".formatted(quote(table), declaration(column)));
        } else if (!type.equals(sqlType(column.type()))) {
          throw new IllegalArgumentException(
              "the column '%s' of the table '%s' is %s in the database, where the model says %s"
                  .formatted(column.name(), table, type, sqlType(column.type())));
        }
      }
    }
  }

  private static Map<String, String> types(Connection connection, String table)
      throws SQLException {
    Map<String, String> types = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet columns = statement.executeQuery("DESCRIBE " + quote(table))) {
      while (columns.next()) {
        types.put(columns.getString(1).toLowerCase(Locale.ROOT), columns.getString(2));
      }
    }
    return types;
  }

  /** Drops the table of a summary view. */
  static void drop(Connection connection, String view) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + quote(view));
    }
  }

  /** One unit of a measure's last digit, as SQL. */
  static String unit(int scale) {
    return BigDecimal.ONE.movePointLeft(scale).toPlainString();
  }

  private static String declaration(Column column) {
    return quote(column.name()) + " " + sqlType(column.type());
  }

  static String sqlType(ColumnType type) {
    return switch (type.kind()) {
      case TEXT -> "VARCHAR";
      case INTEGER -> "BIGINT";
      case DECIMAL -> "DECIMAL(18,%d)".formatted(type.scale());
      case DATE -> "DATE";
      case BOOLEAN -> "BOOLEAN";
    };
  }

  /** How many leaves the cube has. */
  public int countLeaves(Connection connection, CubeModel cube) throws SQLException {
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

  /** Makes the tables of the summary views anew from the memory. */
  void rebuildViews(DuckDBConnection connection, CubeState cube) throws SQLException {
    for (ViewModel view : cube.model().views()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE OR REPLACE TABLE %s (row_id INTEGER NOT NULL, %s, %s, %s INTEGER NOT NULL)"
                .formatted(
                    quote(view.name()),
                    view.columns().stream()
                        .map(name -> declaration(cube.model().dimensionColumn(name)))
                        .collect(joining(", ")),
                    view.measures().entrySet().stream()
                        .map(
                            entry ->
                                quote(entry.getKey())
                                    + " "
                                    + sqlType(entry.getValue().column().type()))
                        .collect(joining(", ")),
                    quote(ViewModel.GROUPING_SET_ID)));
      }
      try (DuckDBAppender appender = connection.createAppender("main", view.name())) {
        for (int row = 0; row < cube.rows(view); row++) {
          appender.beginRow();
          appender.append(row);
          for (Object value : cube.row(view, row)) {
            append(appender, value);
          }
          appender.endRow();
        }
      }
    }
  }

  static void append(DuckDBAppender appender, Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof String text) {
      appender.append(text);
    } else if (value instanceof Integer number) {
      appender.append(number.intValue());
    } else if (value instanceof Long number) {
      appender.append(number.longValue());
    } else if (value instanceof BigDecimal decimal) {
      appender.append(decimal);
    } else if (value instanceof LocalDate date) {
      appender.append(date);
    } else if (value instanceof Boolean truth) {
      appender.append(truth.booleanValue());
    } else {
      throw new IllegalArgumentException("no column holds a " + value.getClass().getName());
    }
  }

  /** Binds a value of a column to a parameter of the type that DuckDB expects. */
  static Object parameter(Object value) {
    return value instanceof LocalDate date ? Date.valueOf(date) : value;
  }
}
