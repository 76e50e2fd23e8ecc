package io.dromedary.writer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.sheet.AppliedEdit;
import io.dromedary.sheet.CellVersion;
import io.dromedary.sheet.CellView;
import io.dromedary.sheet.SheetChange;
import io.dromedary.sheet.Subscription;
import io.dromedary.sheet.Subscriptions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is told of changed sheets: outcomes, rows of the feed, notifications for webhooks. */
final class SheetRecords {
  /** The name in the feed of the table of all cells. */
  private static final String TABLE = "sheets";

  /** An edit lists at most so many changed cells; the rest is in the sheet itself. */
  private static final int MAX_LISTED_CELLS = 2_000;

  private SheetRecords() {}

  /** Something that writes JSON. */
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static String json(Content content) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = Json.mapper().createGenerator(out)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** The answer to an edit of cells. */
  static String outcome(EditId id, String sheet, AppliedEdit edit) {
    return json(
        json -> {
          startOutcome(json, id, edit.cells());
          json.writeStringField("sheet", sheet);
          json.writeObjectFieldStart("cells");
          for (CellView cell : edit.written()) {
            json.writeObjectFieldStart(cell.name());
            json.writeStringField("value", cell.value());
            json.writeStringField("result", cell.result());
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  /** The answer to an edit of a webhook. */
  static String webhookOutcome(EditId id, Subscription subscription) {
    return json(
        json -> {
          startOutcome(json, id, 0);
          json.writeStringField("webhook", subscription.id().toString());
          json.writeEndObject();
        });
  }

  private static void startOutcome(JsonGenerator json, EditId id, int rows) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id.toString());
    json.writeStringField("status", Status.APPLIED.code());
    json.writeNumberField("rows", rows);
    json.writeStringField("version", id.toString());
  }

  /** The changed cells for the feed: the elements of a JSON array without its brackets. */
  static String updates(EditId id, List<SheetChange> changes) {
    String array =
        json(
            json -> {
              json.writeStartArray();
              for (SheetChange change : changes) {
                writeUpdates(json, id, change);
              }
              json.writeEndArray();
            });
    return array.substring(1, array.length() - 1);
  }

  private static void writeUpdates(JsonGenerator json, EditId id, SheetChange change)
      throws IOException {
    int listed = Math.min(change.cells().size(), MAX_LISTED_CELLS);
    for (CellVersion cell : change.cells().subList(0, listed)) {
      json.writeStartObject();
      json.writeStringField("table", TABLE);
      json.writeStringField("sheet", change.sheet());
      json.writeStringField("cell", cell.name());
      json.writeStringField("value", cell.value());
      json.writeStringField("result", cell.result());
      json.writeStringField("id", id.toString());
      json.writeEndObject();
    }
    if (listed < change.cells().size()) {
      json.writeStartObject();
      json.writeStringField("table", TABLE);
      json.writeStringField("sheet", change.sheet());
      json.writeNumberField("more", change.cells().size() - listed);
      json.writeStringField("href", "/api/v1/" + pathSegment(change.sheet()));
      json.writeStringField("id", id.toString());
      json.writeEndObject();
    }
  }

  private static String pathSegment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Who is to be told of which cells, or null if nobody is.
   *
   * @param via the cells, as URLs, whose changes have led to the edit
   */
  static String notifications(
      Subscriptions subscriptions, List<SheetChange> changes, List<String> via) {
    String array =
        json(
            json -> {
              json.writeStartArray();
              for (SheetChange change : changes) {
                for (CellVersion cell : change.cells()) {
                  for (Subscription one : subscriptions.of(change.sheet(), cell.name())) {
                    write(json, one, change.sheet(), cell, via);
                  }
                }
              }
              json.writeEndArray();
            });
    return array.equals("[]") ? null : array;
  }

  private static void write(
      JsonGenerator json,
      Subscription subscription,
      String sheet,
      CellVersion cell,
      List<String> via)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("webhook", subscription.id().toString());
    json.writeStringField("sheet", sheet);
    json.writeStringField("cell", cell.name());
    // A cell that was deleted is empty.
    json.writeStringField("value", cell.value() == null ? "" : cell.value());
    json.writeStringField("result", cell.result() == null ? "" : cell.result());
    if (!via.isEmpty()) {
      json.writeArrayFieldStart("via");
      for (String url : via) {
        json.writeString(url);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
