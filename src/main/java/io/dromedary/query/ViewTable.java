package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.http.PathParameters;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** The steps of {@code GET /view_table/{name}}. Thread-safe. */
public final class ViewTable {
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final Catalog catalog;
  private final SqlTemplates sql;

  public ViewTable(Catalog catalog, SqlTemplates sql) {
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.sql = requireNonNull(sql, "sql is null");
  }

  /**
   * The query that a request asks for.
   *
   * @param rawQuery the query string, still encoded, or null
   * @throws io.dromedary.edit.ProblemException UNKNOWN_TABLE, or, with the member {@code
   *     parameter}, MALFORMED_REQUEST, UNKNOWN_COLUMN or BAD_CONDITION
   */
  public SnapshotQuery query(
      @Header("name") Object name, @Header(Exchange.HTTP_RAW_QUERY) String rawQuery) {
    return PageQuery.of(PageRequest.parse(catalog, PathParameters.last(name), rawQuery), sql);
  }

  /** The answer that the rows of the query give. */
  public TablePage page(
      @ExchangeProperty("query") SnapshotQuery query, @Body List<Map<String, Object>> rows) {
    return ((PageQuery) query).page(rows);
  }

  /**
   * The header {@code Link} to the next page (<a href="https://www.rfc-editor.org/rfc/rfc8288">RFC
   * 8288</a>), or null on the last one.
   */
  public String link(
      @Header(Exchange.HTTP_PATH) String path,
      @Header(Exchange.HTTP_RAW_QUERY) String rawQuery,
      @Body TablePage page) {
    if (page.next() == null) {
      return null;
    }
    List<String> parameters = new ArrayList<>();
    Arrays.stream((rawQuery == null ? "" : rawQuery).split("&", -1))
        .filter(part -> !part.isEmpty() && !isStart(part))
        .forEach(parameters::add);
    parameters.add(
        PageRequest.CURSOR + "=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8));
    return "<%s?%s>; rel=\"next\"".formatted(path, String.join("&", parameters));
  }

  private static boolean isStart(String parameter) {
    return parameter.startsWith(PageRequest.CURSOR + "=")
        || parameter.startsWith(PageRequest.OFFSET + "=");
  }

  /**
   * The page as lines of CSV, the names of the columns first. NULL is an empty field. Text that a
   * spreadsheet would take for a formula gets an apostrophe in front (<a
   * href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>); numbers are
   * plain and exact.
   */
  public List<List<String>> lines(@Body TablePage page) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(page.columns().stream().map(ViewTable::field).toList());
    for (Map<String, Object> row : page.data()) {
      List<String> line = new ArrayList<>();
      page.columns().forEach(column -> line.add(field(row.get(column))));
      lines.add(line);
    }
    return lines;
  }

  private static String field(Object value) {
    if (value instanceof String text) {
      boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
      return formula ? "'" + text : text;
    }
    return value instanceof BigDecimal decimal
        ? decimal.toPlainString()
        : value == null ? null : value.toString();
  }
}
