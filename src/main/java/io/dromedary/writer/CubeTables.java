package io.dromedary.writer;

import static io.dromedary.edit.Identifiers.quote;
import static java.util.stream.Collectors.joining;

import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.DimensionModel;
import io.dromedary.cube.MeasureModel;
import io.dromedary.cube.ViewModel;
import io.dromedary.edit.Column;
import io.dromedary.edit.ColumnType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Makes the tables of a cube from its model. {@link CubeReader} reads them. */
public final class CubeTables {
  private CubeTables() {}

  /**
   * Creates the leaf table and the dimension tables that are missing, and columns that tables lack.
   * Besides its keys and measures a leaf has {@code leaf_id}, its permanent number; there is no
   * index, because one on an updated column costs a hundred times the update.
   *
   * @throws IllegalArgumentException if a column is there with another type
   */
  public static void create(Connection connection, CubeModel cube) throws SQLException {
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

  /** Makes the tables of the summary views anew from the memory. */
  static void rebuildViews(DuckDBConnection connection, CubeState cube) throws SQLException {
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
}
