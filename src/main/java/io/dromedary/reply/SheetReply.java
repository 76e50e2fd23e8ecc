package io.dromedary.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Writes the answers to edits of formula sheets, in the forms of {@code /api/v1}: a cell is {@code
 * {"value", "result"}}, a refusal says in {@code result} why, any other error is {@code {"error"}}.
 */
public final class SheetReply {
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final EditReply edits = new EditReply();

  /** What to answer if the edit was applied. */
  private interface Success {
    void answer(Exchange exchange, JsonNode outcome);
  }

  /** Answers with the cell that was written. */
  public void cell(Exchange exchange) {
    reply(
        exchange,
        (applied, outcome) ->
            EditReply.reply(
                applied.getMessage(), CREATED, Json.write(outcome.get("cells").elements().next())));
  }

  /** Answers with the cells that were written. */
  public void cells(Exchange exchange) {
    reply(
        exchange,
        (applied, outcome) ->
            EditReply.reply(applied.getMessage(), CREATED, Json.write(outcome.get("cells"))));
  }

  /** Answers that something was deleted. */
  public void deleted(Exchange exchange) {
    reply(exchange, (applied, outcome) -> noContent(applied));
  }

  private static void noContent(Exchange exchange) {
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, NO_CONTENT);
    exchange.getMessage().setBody(null);
  }

  /** Answers that a webhook has ended. */
  public void unsubscribed(Exchange exchange) {
    replyOrProblem(exchange, (applied, outcome) -> noContent(applied));
  }

  /** Answers a subscription by repeating it. */
  public void subscribed(Exchange exchange) {
    reply(
        exchange,
        (applied, outcome) -> {
          applied
              .getMessage()
              .setHeader("Location", "/webhooks/" + outcome.get("webhook").textValue());
          EditReply.reply(applied.getMessage(), CREATED, Json.write(SheetProblem.sent(applied)));
        });
  }

  /** Answers a subscription with its name. */
  public void webhook(Exchange exchange) {
    replyOrProblem(
        exchange,
        (applied, outcome) -> {
          String id = outcome.get("webhook").textValue();
          applied.getMessage().setHeader("Location", "/webhooks/" + id);
          ObjectNode json = Json.mapper().createObjectNode();
          json.put("id", id);
          SheetProblem.sent(applied).forEach(json::put);
          EditReply.reply(applied.getMessage(), CREATED, Json.write(json));
        });
  }

  /** Answers in the forms of {@code /api/v1}. */
  private void reply(Exchange exchange, Success success) {
    JsonNode problem = answer(exchange, success);
    if (problem != null && !SheetProblem.answer(exchange, problem)) {
      edits.outcome(exchange);
    }
  }

  /** Answers as everywhere else: a problem is a problem document. */
  private void replyOrProblem(Exchange exchange, Success success) {
    if (answer(exchange, success) != null) {
      edits.outcome(exchange);
    }
  }

  /** Answers unless the edit was rejected; then it says why, and null otherwise. */
  private JsonNode answer(Exchange exchange, Success success) {
    Optional<PublishedOutcome> published = AwaitOutcome.outcome(exchange);
    if (published.isEmpty()) {
      edits.accepted(exchange);
      return null;
    }
    JsonNode outcome = Json.read(published.get().outcome());
    // Of a repetition, it is the outcome of the first edit under the key, and so is the place.
    exchange
        .getMessage()
        .setHeader("Location", EditReply.location(EditId.parse(outcome.path("id").asText())));
    JsonNode problem = outcome.get("problem");
    if (problem == null) {
      success.answer(exchange, outcome);
    }
    return problem;
  }
}
