package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.CellName;
import io.dromedary.http.QueryParameters;
import io.dromedary.sheet.SheetView;
import io.dromedary.sheet.SheetViews;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** Answers {@code GET /sheets}. Thread-safe. */
public final class SheetList {
  private static final String LIMIT = "limit";
  private static final String CURSOR = "cursor";

  private final SheetViews sheets;

  public SheetList(SheetViews sheets) {
    this.sheets = requireNonNull(sheets, "sheets is null");
  }

  /**
   * Sheets in the order of their names.
   *
   * @param next the cursor of those behind, or null
   */
  public record Answer(List<Entry> data, String next) {}

  /**
   * A sheet.
   *
   * @param sheet the name as it was first written
   * @param cells how many it has
   * @param version the last edit that changed it
   */
  public record Entry(String sheet, int cells, String version) {}

  /**
   * The sheets that a request asks for.
   *
   * @param rawQuery the query string, still encoded, or null
   * @throws io.dromedary.edit.ProblemException MALFORMED_REQUEST with the member {@code parameter}
   */
  public Answer answer(@Header(Exchange.HTTP_RAW_QUERY) String rawQuery) {
    QueryParameters parameters = QueryParameters.parse(rawQuery, LIMIT, CURSOR);
    String after = parameters.text(CURSOR).map(SheetList::key).orElse("");
    int limit = PageRequest.limit(parameters);
    List<SheetView> page =
        sheets.all().stream()
            .filter(sheet -> CellName.key(sheet.name()).compareTo(after) > 0)
            .limit(limit + 1L)
            .toList();
    List<Entry> entries =
        page.stream()
            .limit(limit)
            .map(sheet -> new Entry(sheet.name(), sheet.size(), sheet.version().toString()))
            .toList();
    return new Answer(entries, page.size() > limit ? cursor(page.get(limit - 1)) : null);
  }

  private static String cursor(SheetView last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(CellName.key(last.name()).getBytes(StandardCharsets.UTF_8));
  }

  private static String key(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw QueryParameters.refusal(
          CURSOR, "The parameter 'cursor' is the 'next' of an earlier answer.");
    }
  }
}
