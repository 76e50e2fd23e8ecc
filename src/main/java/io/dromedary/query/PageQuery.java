package io.dromedary.query;

import static java.util.stream.Collectors.joining;

import io.dromedary.cube.TableSchema;
import io.dromedary.cube.TableSchema.Kind;
import io.dromedary.cube.TableSql;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Column;
import io.dromedary.edit.Identifiers;
import io.dromedary.edit.OrderBy;
import io.dromedary.edit.SqlCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statement that reads a page, the number of all rows and the version. Columns of the result
 * are called {@code c0}, {@code c1}, …, and the terms of the order {@code o0}, {@code o1}, …, so
 * that no name of a model can collide with the statement's own.
 */
final class PageQuery implements SnapshotQuery {
  private final PageRequest request;
  private final String sql;
  private final List<Object> values;

  private PageQuery(PageRequest request, String sql, List<Object> values) {
    this.request = request;
    this.sql = sql;
    this.values = List.copyOf(values);
  }

  /** A term of the order: NULL comes first when ascending and last when descending. */
  private record Term(String expression, boolean descending) {
    String sql(String name) {
      return name + (descending ? " DESC NULLS LAST" : " ASC NULLS FIRST");
    }
  }

  static PageQuery of(PageRequest request, SqlTemplates templates) {
    TableSql names = new TableSql(request.table());
    SqlCondition filter = SqlCondition.render(request.filter(), names::column);
    List<Term> order = order(request, names);
    boolean afterRow = request.start().kind() == Cursor.Kind.AFTER_ROW;
    Map<String, String> replacements = new LinkedHashMap<>();
    replacements.put("columns", columns(request, names, order));
    replacements.put("counted", names.from(request.filter().columns()));
    replacements.put("from", names.from(columnsRead(request)));
    replacements.put("filter", filter.sql());
    replacements.put("after", afterRow ? order.get(0).expression() + " > ?" : "TRUE");
    replacements.put(
        "order", order.stream().map(term -> term.sql(term.expression())).collect(joining(", ")));
    replacements.put("page_order", pageOrder(order));
    List<Object> values = new ArrayList<>(filter.parameters());
    values.addAll(filter.parameters());
    if (afterRow) {
      values.add(request.start().position());
    }
    // One more than asked for tells whether there is a next page.
    values.add((long) request.limit() + 1);
    values.add(afterRow ? 0L : request.start().position());
    return new PageQuery(request, templates.statement("view-table", replacements), values);
  }

  private static Collection<Column> columnsRead(PageRequest request) {
    Set<Column> columns = new LinkedHashSet<>(request.columns());
    columns.addAll(request.filter().columns());
    request.order().forEach(term -> columns.add(term.column()));
    return columns;
  }

  private static String columns(PageRequest request, TableSql names, List<Term> order) {
    List<String> columns = new ArrayList<>();
    for (Column column : request.columns()) {
      columns.add(names.column(column) + " AS c" + columns.size());
    }
    for (int index = 0; index < order.size(); index++) {
      columns.add(order.get(index).expression() + " AS o" + index);
    }
    return String.join(", ", columns);
  }

  private static String pageOrder(List<Term> order) {
    List<String> terms = new ArrayList<>();
    for (Term term : order) {
      terms.add(term.sql("page.o" + terms.size()));
    }
    return String.join(", ", terms);
  }

  private static List<Term> order(PageRequest request, TableSql names) {
    List<Term> terms = new ArrayList<>();
    for (OrderBy term : request.order()) {
      terms.add(new Term(names.column(term.column()), term.descending()));
    }
    TableSchema table = request.table();
    String quotedTable = Identifiers.quote(table.name());
    if (table.kind() == Kind.DIMENSION_TABLE) {
      for (String level : table.cube().dimensions().get(table.dimension()).levels()) {
        terms.add(new Term(quotedTable + "." + Identifiers.quote(level), false));
      }
    } else {
      String rowNumber = table.kind() == Kind.LEAF_TABLE ? "leaf_id" : "row_id";
      terms.add(new Term(quotedTable + "." + rowNumber, false));
    }
    return terms;
  }

  @Override
  public String sql() {
    return sql;
  }

  @Override
  public List<Object> values() {
    return values;
  }

  /** Makes the answer of the statement's rows. */
  TablePage page(List<Map<String, Object>> rows) {
    List<String> names = request.columns().stream().map(Column::name).toList();
    List<Map<String, Object>> data = new ArrayList<>();
    Map<String, Object> last = null;
    for (Map<String, Object> row : rows) {
      // Without a row on the page there is one row, with the version and the total.
      if (row.get("present") != null && data.size() < request.limit()) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
          shown.put(names.get(index), row.get("c" + index));
        }
        data.add(shown);
        last = row;
      }
    }
    boolean more = last != null && rows.size() > request.limit();
    return new TablePage(
        names,
        data,
        ((Number) rows.get(0).get("total")).longValue(),
        more ? request.encode(next(last)) : null,
        SnapshotQuery.version(rows));
  }

  private Cursor next(Map<String, Object> last) {
    return request.isInRowOrder()
        ? new Cursor(Cursor.Kind.AFTER_ROW, ((Number) last.get("o0")).longValue())
        : new Cursor(Cursor.Kind.OFFSET, request.start().position() + request.limit());
  }
}
