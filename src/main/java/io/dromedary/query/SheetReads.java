package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.PathParameters;
import io.dromedary.sheet.CellView;
import io.dromedary.sheet.SheetView;
import io.dromedary.sheet.SheetViews;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Answers reads of formula sheets from memory; none waits for a write. Thread-safe. */
public final class SheetReads {
  private static final String JSON = "application/json";
  private static final int NOT_MODIFIED = 304;

  private final SheetViews sheets;

  public SheetReads(SheetViews sheets) {
    this.sheets = requireNonNull(sheets, "sheets is null");
  }

  /**
   * Answers with the cell in the path, and the sheet's version as the ETag; 304 if the client has
   * that version.
   *
   * @throws io.dromedary.edit.ProblemException UNKNOWN_CELL
   */
  public void cell(Exchange exchange) {
    Message message = exchange.getMessage();
    String name = PathParameters.get(message, "cell");
    SheetView sheet =
        sheets.find(PathParameters.get(message, "sheet")).orElseThrow(() -> unknownCell(name));
    CellView cell = sheet.cell(name).orElseThrow(() -> unknownCell(name));
    if (isKnown(message, sheet)) {
      return;
    }
    JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    StringBuilder json =
        new StringBuilder(cell.value().length() + cell.result().length() + 32)
            .append("{\"value\":\"");
    encoder.quoteAsString(cell.value(), json);
    json.append("\",\"result\":\"");
    encoder.quoteAsString(cell.result(), json);
    reply(message, json.append("\"}").toString().getBytes(StandardCharsets.UTF_8));
  }

  static RuntimeException unknownCell(String name) {
    return Problem.of(ProblemType.UNKNOWN_CELL, "There is no cell '%s'.".formatted(name))
        .with("cell", name)
        .asException();
  }

  /**
   * Answers with the whole sheet in the path, and its version as the ETag; 304 if the client has
   * that version.
   *
   * @throws io.dromedary.edit.ProblemException UNKNOWN_SHEET
   */
  public void sheet(Exchange exchange) {
    Message message = exchange.getMessage();
    String name = PathParameters.get(message, "sheet");
    SheetView sheet =
        sheets
            .find(name)
            .orElseThrow(
                () ->
                    Problem.of(ProblemType.UNKNOWN_SHEET, "There is no sheet '%s'.".formatted(name))
                        .with("sheet", name)
                        .asException());
    if (!isKnown(message, sheet)) {
      reply(message, sheet.size() > SheetStream.MANY_CELLS ? new SheetStream(sheet) : sheet.json());
    }
  }

  /** Says which version it is, and answers with nothing else if the client has it. */
  private static boolean isKnown(Message message, SheetView sheet) {
    message.setHeader("ETag", sheet.entityTag());
    Object known = message.getHeader("If-None-Match");
    if (known == null || !RequestHeaders.isCurrent(known, sheet.version().toString())) {
      return false;
    }
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, NOT_MODIFIED);
    message.setBody(null);
    return true;
  }

  private static void reply(Message message, Object body) {
    message.setHeader(Exchange.CONTENT_TYPE, JSON);
    message.setBody(body);
  }
}
