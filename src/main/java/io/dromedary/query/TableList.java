package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.DimensionModel;
import io.dromedary.cube.TableSchema;
import io.dromedary.cube.TableSchema.ColumnSchema;
import io.dromedary.cube.ViewModel;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Column;
import io.dromedary.edit.Identifiers;
import io.dromedary.http.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** The steps of {@code GET /tables}. Thread-safe. */
public final class TableList {
  private final Catalog catalog;
  private final SqlTemplates templates;

  public TableList(Catalog catalog, SqlTemplates templates) {
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.templates = requireNonNull(templates, "templates is null");
  }

  /**
   * The tables and views.
   *
   * @param next null: all of them are in one answer
   */
  public record Answer(List<Table> data, String next, String version) {}

  /**
   * A table or view.
   *
   * @param kind leaf_table, dimension_table or view
   * @param rows how many rows it has
   */
  public record Table(
      String name,
      String kind,
      String description,
      String cube,
      List<TableColumn> columns,
      long rows) {}

  /**
   * A column.
   *
   * @param type as in a model file: text, integer, decimal(2), date, boolean
   * @param role key, level, attribute or measure
   * @param dimension the dimension that it belongs to, or null
   * @param level its place among the levels of that dimension, from 1 for the outermost, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TableColumn(
      String name, String type, String role, String dimension, Integer level) {}

  /**
   * The query for the sizes of all tables.
   *
   * @param rawQuery the query string, which must be empty
   */
  public SnapshotQuery query(@Header(Exchange.HTTP_RAW_QUERY) String rawQuery) {
    QueryParameters.parse(rawQuery);
    List<String> columns = new ArrayList<>(List.of("id_ms", "id_seq"));
    for (TableSchema table : catalog.tables()) {
      columns.add(
          "(SELECT count(*) FROM %s) AS %s"
              .formatted(Identifiers.quote(table.name()), Identifiers.quote(rowsColumn(table))));
    }
    return new FixedQuery(
        templates.statement("table-sizes", Map.of("columns", String.join(", ", columns))));
  }

  /** A statement without values. */
  private record FixedQuery(String sql) implements SnapshotQuery {
    @Override
    public List<Object> values() {
      return List.of();
    }
  }

  /** The answer that the row of the query gives. */
  public Answer answer(@Body List<Map<String, Object>> rows) {
    List<Table> tables = new ArrayList<>();
    for (TableSchema table : catalog.tables()) {
      // A model may have come between the query and the answer.
      if (rows.get(0).get(rowsColumn(table)) instanceof Number count) {
        tables.add(
            new Table(
                table.name(),
                table.kind().name().toLowerCase(Locale.ROOT),
                description(table),
                table.cube().name(),
                table.columns().stream().map(column -> column(table.cube(), column)).toList(),
                count.longValue()));
      }
    }
    return new Answer(tables, null, SnapshotQuery.version(rows));
  }

  private static String rowsColumn(TableSchema table) {
    return "rows of " + table.name();
  }

  private static String description(TableSchema table) {
    CubeModel cube = table.cube();
    return switch (table.kind()) {
      case LEAF_TABLE -> cube.description();
      case DIMENSION_TABLE ->
          "Members of the dimension %s of the cube %s"
              .formatted(cube.dimensions().get(table.dimension()).name(), cube.name());
      case VIEW ->
          "Totals of the cube %s by %s"
              .formatted(
                  cube.name(),
                  String.join(", ", table.view().map(ViewModel::columns).orElseThrow()));
    };
  }

  private static TableColumn column(CubeModel cube, ColumnSchema column) {
    String role = column.role().name().toLowerCase(Locale.ROOT);
    int number = cube.dimensionOf(column.column());
    if (number < 0) {
      return new TableColumn(column.name(), typeOf(column.column()), role, null, null);
    }
    DimensionModel dimension = cube.dimensions().get(number);
    int level = dimension.levelOf(column.name());
    return new TableColumn(
        column.name(),
        typeOf(column.column()),
        role,
        dimension.name(),
        level < 0 ? null : level + 1);
  }

  /** A type as model files write it. */
  static String typeOf(Column column) {
    String kind = column.type().kind().name().toLowerCase(Locale.ROOT);
    return switch (column.type().kind()) {
      case DECIMAL -> "%s(%d)".formatted(kind, column.type().scale());
      case TEXT, INTEGER, DATE, BOOLEAN -> kind;
    };
  }
}
