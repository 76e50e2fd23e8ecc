package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.http.PathParameters;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** The steps of {@code GET /cubes/{cube}/cells}. Thread-safe. */
public final class CubeCells {
  private final Catalog catalog;
  private final SqlTemplates sql;

  public CubeCells(Catalog catalog, SqlTemplates sql) {
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.sql = requireNonNull(sql, "sql is null");
  }

  /**
   * The query that a request asks for.
   *
   * @param rawQuery the query string, still encoded, or null
   * @throws io.dromedary.edit.ProblemException UNKNOWN_CUBE, or, with the member {@code parameter},
   *     MALFORMED_REQUEST, UNKNOWN_COLUMN, UNKNOWN_LEVEL or BAD_CONDITION
   */
  public SnapshotQuery query(
      @Header("cube") Object cube, @Header(Exchange.HTTP_RAW_QUERY) String rawQuery) {
    return GridQuery.of(GridRequest.parse(catalog, PathParameters.last(cube), rawQuery), sql);
  }

  /**
   * The answer that the rows of the query give.
   *
   * @throws io.dromedary.edit.ProblemException TOO_MANY_CELLS
   */
  public CellGrid grid(
      @ExchangeProperty("query") SnapshotQuery query, @Body List<Map<String, Object>> rows) {
    return ((GridQuery) query).grid(rows);
  }
}
