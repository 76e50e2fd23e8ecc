package io.dromedary.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.edit.Problem;
import io.dromedary.http.ProblemDocument;
import io.dromedary.http.RequestId;
import io.dromedary.intake.EditIntake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Writes the answers to edits into the message. */
public final class EditReply {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  /** Answers with the outcome of one edit, or 202 if it has none yet or nobody has waited. */
  public void outcome(Exchange exchange) {
    Optional<PublishedOutcome> outcome = AwaitOutcome.outcome(exchange);
    if (outcome.isEmpty()) {
      accepted(exchange);
      return;
    }
    PublishedOutcome published = outcome.get();
    exchange.getMessage().setHeader("Location", location(published.id()));
    if (published.status().equals(Status.APPLIED.code())) {
      reply(exchange.getMessage(), OK, published.outcome());
    } else {
      unapplied(exchange, published);
    }
  }

  private static void unapplied(Exchange exchange, PublishedOutcome published) {
    JsonNode outcome = Json.read(published.outcome());
    // Of a repetition, it is the outcome of the first edit under the key, and so is the place.
    exchange.getMessage().setHeader("Location", "/edits/" + outcome.path("id").asText());
    if (outcome.path("problem").isObject()) {
      ObjectNode problem = (ObjectNode) outcome.get("problem");
      problem.put("instance", exchange.getProperty(RequestId.PROPERTY, String.class));
      problem.put("edit", outcome.path("id").asText());
      reply(exchange.getMessage(), problem.path("status").asInt(), Json.write(problem));
      exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, ProblemDocument.CONTENT_TYPE);
    } else {
      reply(exchange.getMessage(), OK, published.outcome());
    }
  }

  /** Answers that one edit is in the log, and where its outcome will be. */
  void accepted(Exchange exchange) {
    EditId id = EditIds.added(exchange).get(0);
    exchange.getMessage().setHeader("Location", location(id));
    sayPreferenceApplied(exchange);
    reply(exchange.getMessage(), ACCEPTED, pending(id));
  }

  private static void sayPreferenceApplied(Exchange exchange) {
    if (exchange.getProperty(EditIntake.RESPOND_ASYNC, false, Boolean.class)) {
      exchange.getMessage().setHeader("Preference-Applied", "respond-async");
    }
  }

  /** Answers a list of edits: for each its outcome, its problem, or that it is in the log. */
  public void outcomes(Exchange exchange) {
    List<?> problems = exchange.getProperty(EditIntake.PROBLEMS, List.class);
    List<?> outcomes = exchange.getProperty(AwaitOutcome.OUTCOMES, List.of(), List.class);
    List<EditId> ids = EditIds.added(exchange);
    List<String> parts = new ArrayList<>(problems.size());
    int entry = 0;
    boolean allDone = true;
    for (Object problem : problems) {
      if (problem != null) {
        parts.add(refused((Problem) problem));
        continue;
      }
      Optional<?> outcome =
          outcomes.isEmpty() ? Optional.empty() : (Optional<?>) outcomes.get(entry);
      allDone &= outcome.isPresent();
      parts.add(
          outcome.isPresent()
              ? ((PublishedOutcome) outcome.get()).outcome()
              : pending(ids.get(entry)));
      entry++;
    }
    sayPreferenceApplied(exchange);
    reply(
        exchange.getMessage(),
        allDone ? OK : ACCEPTED,
        "{\"data\":[" + String.join(",", parts) + "]}");
  }

  private static String refused(Problem problem) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("status", Status.REJECTED.code());
    json.set("problem", Json.mapper().valueToTree(problem.toDocument()));
    return Json.write(json);
  }

  static String pending(EditId id) {
    return "{\"id\":\"%s\",\"status\":\"accepted\"}".formatted(id);
  }

  static String location(EditId id) {
    return "/edits/" + id;
  }

  static void reply(Message message, int status, String json) {
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setBody(json);
  }
}
