package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Excerpt;
import io.dromedary.http.PathParameters;
import io.dromedary.http.QueryParameters;
import io.dromedary.sheet.SheetView;
import io.dromedary.sheet.SheetViews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** The steps of {@code GET /sheets/{sheet}/{cell}/history}. Thread-safe. */
public final class CellHistory {
  private static final String LIMIT = "limit";
  private static final String CURSOR = "cursor";

  private final SheetViews sheets;
  private final SqlTemplates templates;

  public CellHistory(SheetViews sheets, SqlTemplates templates) {
    this.sheets = requireNonNull(sheets, "sheets is null");
    this.templates = requireNonNull(templates, "templates is null");
  }

  /**
   * The versions of a cell.
   *
   * @param data the newest first
   * @param next the cursor of the older ones, or null
   */
  public record Answer(List<Version> data, String next) {}

  /**
   * A version of a cell.
   *
   * @param id the edit that made it
   * @param time when the log took that edit, RFC 3339 in UTC
   * @param value what was written, null if the cell was deleted
   * @param result what it came to, null likewise
   * @param written whether the edit wrote this cell, rather than one that it depends on
   * @param user who made the edit, or null
   */
  public record Version(
      String id, String time, String value, String result, boolean written, String user) {}

  /** The page that is asked for. */
  private record HistoryQuery(String sql, List<Object> values, int limit)
      implements SnapshotQuery {}

  /**
   * The query that a request asks for; also a cell that was deleted has its history.
   *
   * @param rawQuery the query string, still encoded, or null
   * @throws io.dromedary.edit.ProblemException UNKNOWN_CELL, or MALFORMED_REQUEST with the member
   *     {@code parameter}
   */
  public SnapshotQuery query(
      @Header("sheet") Object sheetName,
      @Header("cell") Object cellName,
      @Header(Exchange.HTTP_RAW_QUERY) String rawQuery) {
    QueryParameters parameters = QueryParameters.parse(rawQuery, LIMIT, CURSOR);
    String cell = PathParameters.last(cellName);
    SheetView sheet =
        sheets.ever(PathParameters.last(sheetName)).orElseThrow(() -> SheetReads.unknownCell(cell));
    int number = sheet.number(cell).orElseThrow(() -> SheetReads.unknownCell(cell));
    int limit = PageRequest.limit(parameters);
    EditId before =
        parameters
            .text(CURSOR)
            .map(CellHistory::cursor)
            .orElse(new EditId(Long.MAX_VALUE, Long.MAX_VALUE));
    return new HistoryQuery(
        templates.statement("cell-history", Map.of()),
        List.of(
            sheet.number(), number, before.millis(), before.millis(), before.sequence(), limit + 1),
        limit);
  }

  private static EditId cursor(String text) {
    try {
      return EditId.parse(text);
    } catch (IllegalArgumentException e) {
      throw QueryParameters.refusal(
          CURSOR,
          "The parameter 'cursor' is the 'next' of an earlier answer, not '%s'."
              .formatted(Excerpt.of(text)));
    }
  }

  /** The answer that the rows of the query give. */
  public Answer answer(
      @ExchangeProperty("query") SnapshotQuery query, @Body List<Map<String, Object>> rows) {
    int limit = ((HistoryQuery) query).limit();
    List<Version> versions = new ArrayList<>();
    for (Map<String, Object> row : rows.subList(0, Math.min(limit, rows.size()))) {
      EditId id =
          new EditId(
              ((Number) row.get("id_ms")).longValue(), ((Number) row.get("id_seq")).longValue());
      versions.add(
          new Version(
              id.toString(),
              Instant.ofEpochMilli(id.millis()).toString(),
              (String) row.get("value"),
              (String) row.get("result"),
              (Boolean) row.get("written"),
              (String) row.get("author")));
    }
    return new Answer(
        versions, rows.size() > limit ? versions.get(versions.size() - 1).id() : null);
  }
}
