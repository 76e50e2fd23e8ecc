package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.TableSchema;
import io.dromedary.cube.TableSchema.ColumnSchema;
import io.dromedary.cube.TableSchema.Kind;
import io.dromedary.edit.Column;
import io.dromedary.edit.Columns;
import io.dromedary.edit.Condition;
import io.dromedary.edit.ConditionParser;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.OrderBy;
import io.dromedary.http.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of a table or view are asked for. A leaf table also offers the columns of the
 * dimensions, to show, to filter and to order by.
 *
 * @param columns in the order of the answer
 * @param order before the table's own order, which decides between equal rows
 * @param limit the largest number of rows, 1 to 10,000
 * @param start where the page begins
 */
record PageRequest(
    TableSchema table,
    List<Column> columns,
    Condition filter,
    List<OrderBy> order,
    int limit,
    Cursor start) {
  static final String LIMIT = "limit";
  static final String OFFSET = "offset";
  static final String CURSOR = "cursor";
  static final String ORDER = "order";
  static final String COLUMNS = "columns";
  static final String FILTER = "filter";

  private static final long DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 10_000;
  private static final long MAX_OFFSET = 1_000_000_000_000L;

  PageRequest {
    requireNonNull(table, "table is null");
    requireNonNull(filter, "filter is null");
    requireNonNull(start, "start is null");
    columns = List.copyOf(columns);
    order = List.copyOf(order);
  }

  /**
   * How many elements of a list a request asks for.
   *
   * @throws io.dromedary.edit.ProblemException MALFORMED_REQUEST that names the parameter
   */
  static int limit(QueryParameters parameters) {
    return parameters.number(LIMIT, 1, MAX_LIMIT).orElse(DEFAULT_LIMIT).intValue();
  }

  /**
   * Reads a request.
   *
   * @param rawQuery the query string, still encoded, or null
   * @throws io.dromedary.edit.ProblemException UNKNOWN_TABLE, or, with the member {@code
   *     parameter}, MALFORMED_REQUEST, UNKNOWN_COLUMN or BAD_CONDITION
   */
  static PageRequest parse(Catalog catalog, String tableName, String rawQuery) {
    TableSchema table = catalog.table(tableName);
    QueryParameters parameters =
        QueryParameters.parse(rawQuery, LIMIT, OFFSET, CURSOR, ORDER, COLUMNS, FILTER);
    Columns known = table.conditionColumns();
    Condition filter = parameters.read(FILTER, text -> ConditionParser.parse(text, known));
    List<OrderBy> order = parameters.read(ORDER, text -> OrderBy.parse(text, known));
    int limit = limit(parameters);
    PageRequest first =
        new PageRequest(
            table,
            columns(table, parameters.names(COLUMNS)),
            filter,
            order,
            limit,
            new Cursor(Cursor.Kind.OFFSET, 0));
    return first.from(parameters);
  }

  private static List<Column> columns(TableSchema table, List<String> names) {
    if (names.isEmpty()) {
      return table.columns().stream().map(ColumnSchema::column).toList();
    }
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      Column column = QueryParameters.naming(COLUMNS, () -> table.conditionColumns().require(name));
      if (columns.contains(column)) {
        throw QueryParameters.refusal(
            COLUMNS, "The column '%s' is asked for twice.".formatted(column.name()));
      }
      columns.add(column);
    }
    return columns;
  }

  private PageRequest from(QueryParameters parameters) {
    Optional<Long> offset = parameters.number(OFFSET, 0, MAX_OFFSET);
    Optional<String> cursor = parameters.text(CURSOR);
    if (offset.isPresent() && cursor.isPresent()) {
      throw QueryParameters.refusal(
          OFFSET, "A page begins at an 'offset' or at a 'cursor'; give one of the two.");
    }
    return cursor.isPresent()
        ? startingAt(decoded(cursor.get()))
        : startingAt(new Cursor(Cursor.Kind.OFFSET, offset.orElse(0L)));
  }

  private Cursor decoded(String text) {
    return Cursor.decode(text, identity())
        .filter(cursor -> cursor.kind() == Cursor.Kind.OFFSET || isInRowOrder())
        .orElseThrow(
            () ->
                QueryParameters.refusal(
                    CURSOR,
                    "The cursor '%s' does not belong to this table, filter and order; take it from the 'next' of an answer, or leave it out to begin."
                        .formatted(Excerpt.of(text))));
  }

  private PageRequest startingAt(Cursor newStart) {
    return new PageRequest(table, columns, filter, order, limit, newStart);
  }

  /** Whether the rows come in the order of their numbers, so that a page can begin after one. */
  boolean isInRowOrder() {
    return order.isEmpty() && table.kind() != Kind.DIMENSION_TABLE;
  }

  /** The text of a cursor of this query. */
  String encode(Cursor cursor) {
    return cursor.encode(identity());
  }

  /** What makes another query; the number of rows and the columns may change from page to page. */
  private String identity() {
    StringBuilder identity = new StringBuilder(table.name()).append('\0').append(filter.toText());
    for (OrderBy term : order) {
      identity.append('\0').append(term.descending() ? '-' : '+').append(term.column().name());
    }
    return identity.toString();
  }
}
