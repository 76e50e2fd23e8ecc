package io.dromedary.intake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SheetEdit;
import io.dromedary.edit.SheetEdit.DeleteCell;
import io.dromedary.edit.SheetEdit.DeleteSheet;
import io.dromedary.edit.SheetEdit.Externals;
import io.dromedary.edit.SheetEdit.SetCells;
import io.dromedary.edit.SheetEdit.Subscribe;
import io.dromedary.edit.SheetEdit.Terms;
import io.dromedary.edit.SheetEdit.Unsubscribe;
import io.dromedary.http.PathParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Turns requests for formula sheets into edits: the body becomes a {@link SheetEdit}, which {@link
 * #entry} turns into what the log takes. In between, a route fetches the {@link #EXTERNALS}.
 */
public final class SheetIntake {
  /** Exchange property, a Map of String by String: the values as sent, by the names of cells. */
  public static final String SENT = "sent";

  /** Exchange property, a Set of String: the URLs that formulas refer to, if there are any. */
  public static final String EXTERNALS = "externals";

  private static final String SHEET = "sheet";
  private static final String CELL = "cell";
  private static final String VALUE = "value";
  private static final String WEBHOOK_URL = "webhook_url";

  private final SheetChecks checks;

  public SheetIntake(SheetChecks checks) {
    this.checks = requireNonNull(checks, "checks is null");
  }

  /**
   * Takes a value for the cell in the path: {@code {"value": "=a+1"}}.
   *
   * @throws ProblemException MALFORMED_REQUEST, CELL_REFUSED
   */
  public void cell(Exchange exchange) {
    String name = name(exchange, CELL);
    JsonNode json = EditIntake.body(exchange);
    if (!json.isObject()) {
      throw malformed("the body must be an object such as {\"value\": \"=a+1\"}");
    }
    set(exchange, Map.of(name, value(json.get(VALUE))));
  }

  /**
   * Takes values for several cells of the sheet in the path, by their names: {@code {"a": "1", "b":
   * "=a+1"}}, or as the sheet is read, {@code {"a": {"value": "1", …}}}.
   *
   * @throws ProblemException MALFORMED_REQUEST, CELL_REFUSED
   */
  public void cells(Exchange exchange) {
    JsonNode json = EditIntake.body(exchange);
    if (!json.isObject() || json.isEmpty() || json.size() > EditIntake.MAX_EDITS) {
      throw malformed(
          "the body must be an object of 1 to %d cells such as {\"a\": \"1\", \"b\": \"=a+1\"}"
              .formatted(EditIntake.MAX_EDITS));
    }
    Map<String, String> cells = new LinkedHashMap<>();
    json.properties()
        .forEach(
            entry -> {
              JsonNode cell = entry.getValue();
              cells.put(entry.getKey(), value(cell.isObject() ? cell.get(VALUE) : cell));
            });
    set(exchange, cells);
  }

  private void set(Exchange exchange, Map<String, String> cells) {
    exchange.setProperty(SENT, cells);
    SetCells edit = new SetCells(name(exchange, SHEET), cells, Externals.NONE, Terms.NONE);
    Set<String> urls = checks.externals(edit);
    if (!urls.isEmpty()) {
      exchange.setProperty(EXTERNALS, urls);
    }
    accept(exchange, edit);
  }

  private static void accept(Exchange exchange, SheetEdit edit) {
    exchange.getMessage().setBody(RequestTerms.apply(edit, exchange));
    RequestTerms.setPreferences(exchange);
  }

  /** Takes the deletion of the cell in the path. */
  public void deleteCell(Exchange exchange) {
    accept(exchange, new DeleteCell(name(exchange, SHEET), name(exchange, CELL), Terms.NONE));
  }

  /** Takes the deletion of the sheet in the path. */
  public void deleteSheet(Exchange exchange) {
    accept(exchange, new DeleteSheet(name(exchange, SHEET), Terms.NONE));
  }

  /**
   * Takes a subscription to the cell in the path: {@code {"webhook_url": "https://…"}}.
   *
   * @throws ProblemException MALFORMED_REQUEST, FORBIDDEN_ADDRESS
   */
  public void subscribe(Exchange exchange) {
    JsonNode json = EditIntake.body(exchange);
    Subscribe edit =
        subscribe(exchange, name(exchange, SHEET), Optional.of(name(exchange, CELL)), json);
    exchange.setProperty(SENT, Map.of(WEBHOOK_URL, edit.url()));
  }

  /**
   * Takes a subscription to a cell or a sheet: {@code {"sheet", "cell", "webhook_url", "secret"}}.
   *
   * @throws ProblemException MALFORMED_REQUEST, FORBIDDEN_ADDRESS
   */
  public void webhook(Exchange exchange) {
    JsonNode json = EditIntake.body(exchange);
    Subscribe edit =
        subscribe(exchange, text(json, SHEET, true).orElseThrow(), text(json, CELL, false), json);
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put(SHEET, edit.sheet());
    edit.cell().ifPresent(cell -> sent.put(CELL, cell));
    sent.put(WEBHOOK_URL, edit.url());
    exchange.setProperty(SENT, sent);
  }

  private Subscribe subscribe(
      Exchange exchange, String sheet, Optional<String> cell, JsonNode json) {
    Subscribe edit =
        new Subscribe(
            sheet,
            cell,
            text(json, WEBHOOK_URL, true).orElseThrow(),
            text(json, "secret", false),
            Terms.NONE);
    checks.requireReceiver(edit);
    accept(exchange, edit);
    return edit;
  }

  /** Takes the end of the subscription in the path. */
  public void unsubscribe(Exchange exchange) {
    String id = PathParameters.get(exchange.getMessage(), "id");
    try {
      accept(exchange, new Unsubscribe(EditId.parse(id), Terms.NONE));
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.UNKNOWN_WEBHOOK, "There is no webhook '%s'.".formatted(id))
          .asException();
    }
  }

  /** Turns the edit in the body into what the log takes. */
  public void entry(Exchange exchange) {
    Message message = exchange.getMessage();
    message.setBody(EditIntake.entry(message.getBody(SheetEdit.class)));
  }

  private static String name(Exchange exchange, String parameter) {
    return PathParameters.get(exchange.getMessage(), parameter);
  }

  private static String value(JsonNode node) {
    if (node == null || !node.isTextual() || node.textValue().isEmpty()) {
      throw malformed("'value' must be a string that is not empty, such as \"1\" or \"=a+1\"");
    }
    return node.textValue();
  }

  private static Optional<String> text(JsonNode json, String field, boolean required) {
    JsonNode node = json.path(field);
    if (node.isTextual() && !node.textValue().isEmpty()) {
      return Optional.of(node.textValue());
    }
    if (required || !(node.isMissingNode() || node.isNull())) {
      throw malformed("'%s' must be a string that is not empty".formatted(field));
    }
    return Optional.empty();
  }

  private static ProblemException malformed(String detail) {
    return Problem.of(ProblemType.MALFORMED_REQUEST, detail).asException();
  }
}
