package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One change of one cell that one webhook is told of.
 *
 * @param id {@code <edit id>.<webhook id>.<n>}: the same change has the same id however often it is
 *     sent; without blanks
 * @param webhook the subscription
 * @param sheet as it is written in the sheet, like {@code cell}
 * @param value what the cell holds
 * @param result what that comes to
 * @param via where the change has been before, for changes that travel between servers
 * @param trace the {@code traceparent} of the edit, if it is traced
 */
record Delivery(
    String id,
    EditId webhook,
    String sheet,
    String cell,
    JsonNode value,
    JsonNode result,
    List<String> via,
    Optional<String> trace) {
  private static final String TRACE = "trace";

  Delivery {
    requireNonNull(id, "id is null");
    requireNonNull(webhook, "webhook is null");
    requireNonNull(sheet, "sheet is null");
    requireNonNull(cell, "cell is null");
    requireNonNull(value, "value is null");
    requireNonNull(result, "result is null");
    via = List.copyOf(via);
    requireNonNull(trace, "trace is null");
  }

  /**
   * Reads a notification of an outcome.
   *
   * @param edit the id of the outcome
   * @param number its place among the outcome's notifications
   * @param trace the {@code traceparent} of the outcome, if it has one
   * @throws IllegalArgumentException if it has no webhook, or an id that is none
   */
  static Delivery ofNotification(
      String edit, int number, JsonNode notification, Optional<String> trace) {
    EditId webhook = EditId.parse(notification.path("webhook").asText());
    return of("%s.%s.%d".formatted(edit, webhook, number), webhook, notification, trace);
  }

  private static Delivery of(String id, EditId webhook, JsonNode json, Optional<String> trace) {
    List<String> via = new ArrayList<>();
    json.path("via").forEach(url -> via.add(url.asText()));
    return new Delivery(
        id,
        webhook,
        json.path("sheet").asText(),
        json.path("cell").asText(),
        json.path("value"),
        json.path("result"),
        via,
        trace);
  }

  /** Reads what {@link #toItem} has written. */
  static Delivery ofItem(EditId webhook, String item) {
    int blank = item.indexOf(' ');
    JsonNode json = Json.read(item.substring(blank + 1));
    return of(
        item.substring(0, blank), webhook, json, Optional.ofNullable(json.path(TRACE).textValue()));
  }

  /** As it stands in a queue: the id, a blank, JSON. */
  String toItem() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", id);
    json.put("sheet", sheet);
    json.put("cell", cell);
    json.set("value", value);
    json.set("result", result);
    if (!via.isEmpty()) {
      json.set("via", Json.mapper().valueToTree(via));
    }
    trace.ifPresent(parent -> json.put(TRACE, parent));
    return id + " " + Json.write(json);
  }
}
