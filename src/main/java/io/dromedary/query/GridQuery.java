package io.dromedary.query;

import io.dromedary.cube.TableSql;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Column;
import io.dromedary.edit.Identifiers;
import io.dromedary.edit.SqlCondition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statement that sums a cube by each prefix of the rows' levels and each prefix of the columns'
 * levels. In its result the levels of the rows are {@code r0}, {@code r1}, …, those of the columns
 * {@code c0}, {@code c1}, …, each with a flag such as {@code r0_summed} that is 1 where the level
 * is summed over; the totals are {@code t0}, {@code t1}, ….
 */
final class GridQuery implements SnapshotQuery {
  private final GridRequest request;
  private final String sql;
  private final List<Object> values;

  private GridQuery(GridRequest request, String sql, List<Object> values) {
    this.request = request;
    this.sql = sql;
    this.values = List.copyOf(values);
  }

  static GridQuery of(GridRequest request, SqlTemplates templates) {
    TableSql names = new TableSql(request.leafTable());
    SqlCondition filter = SqlCondition.render(request.filter(), names::column);
    List<String> rows = aliases("r", request.rows().size());
    List<String> columns = aliases("c", request.columns().size());
    Set<Column> read = new LinkedHashSet<>(request.filter().columns());
    read.addAll(request.rows());
    read.addAll(request.columns());
    List<Object> values = new ArrayList<>(filter.parameters());
    // One more than allowed tells that there are too many.
    values.add((long) CellGrid.MAX_CELLS + 1);
    return new GridQuery(
        request,
        templates.statement(
            "cube-cells",
            Map.of(
                "leaf_columns", leafColumns(request, names, rows, columns),
                "from", names.from(read),
                "filter", filter.sql(),
                "totals", totals(request, rows, columns),
                "grouping_sets", groupingSets(rows, columns),
                "order", order(rows, columns))),
        values);
  }

  private static List<String> aliases(String prefix, int count) {
    List<String> aliases = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      aliases.add(prefix + index);
    }
    return aliases;
  }

  private static String leafColumns(
      GridRequest request, TableSql names, List<String> rows, List<String> columns) {
    List<String> selected = new ArrayList<>();
    for (int index = 0; index < rows.size(); index++) {
      selected.add(names.column(request.rows().get(index)) + " AS " + rows.get(index));
    }
    for (int index = 0; index < columns.size(); index++) {
      selected.add(names.column(request.columns().get(index)) + " AS " + columns.get(index));
    }
    for (int index = 0; index < request.measures().size(); index++) {
      selected.add(
          "%s.%s AS m%d"
              .formatted(
                  Identifiers.quote(request.leafTable().name()),
                  Identifiers.quote(request.measures().get(index).name()),
                  index));
    }
    return String.join(", ", selected);
  }

  private static String totals(GridRequest request, List<String> rows, List<String> columns) {
    List<String> selected = new ArrayList<>();
    for (String level : joined(rows, columns)) {
      selected.add("%1$s, GROUPING(%1$s) AS %1$s_summed".formatted(level));
    }
    selected.add("count(*) AS leaves");
    for (int index = 0; index < request.measures().size(); index++) {
      selected.add("sum(m%1$d) AS t%1$d".formatted(index));
    }
    return String.join(", ", selected);
  }

  private static String groupingSets(List<String> rows, List<String> columns) {
    List<String> sets = new ArrayList<>();
    for (int rowDepth = 0; rowDepth <= rows.size(); rowDepth++) {
      for (int columnDepth = 0; columnDepth <= columns.size(); columnDepth++) {
        sets.add(
            "("
                + String.join(
                    ", ", joined(rows.subList(0, rowDepth), columns.subList(0, columnDepth)))
                + ")");
      }
    }
    return String.join(", ", sets);
  }

  /** A total comes before what it sums; members come in their order, NULL first. */
  private static String order(List<String> rows, List<String> columns) {
    List<String> terms = new ArrayList<>();
    for (String level : joined(rows, columns)) {
      terms.add("grid.%1$s_summed DESC, grid.%1$s ASC NULLS FIRST".formatted(level));
    }
    return terms.isEmpty() ? "grid.leaves" : String.join(", ", terms);
  }

  private static List<String> joined(List<String> rows, List<String> columns) {
    List<String> joined = new ArrayList<>(rows);
    joined.addAll(columns);
    return joined;
  }

  @Override
  public String sql() {
    return sql;
  }

  @Override
  public List<Object> values() {
    return values;
  }

  /**
   * Makes the answer of the statement's rows.
   *
   * @throws io.dromedary.edit.ProblemException TOO_MANY_CELLS
   */
  CellGrid grid(List<Map<String, Object>> rows) {
    return new CellGridBuilder(request).build(rows);
  }
}
