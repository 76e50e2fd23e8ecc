package io.dromedary.reply;

import com.fasterxml.jackson.core.JsonParser;
import io.dromedary.edit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One answer of the feed of changed rows. It is made of the JSON that the outcomes already have;
 * only an edit whose rows do not fit the page is taken apart.
 */
final class UpdatesPage {
  private static final String ROW_ID = "\"id\":\"";

  private final StringBuilder json = new StringBuilder("{\"data\":{\"updates\":[");
  private int rows;
  private UpdatesCursor cursor;

  private UpdatesPage(UpdatesCursor since) {
    this.cursor = since;
  }

  /** The rows behind a cursor. */
  static String of(List<PublishedOutcome> outcomes, UpdatesCursor since, int limit) {
    UpdatesPage page = new UpdatesPage(since);
    for (PublishedOutcome outcome : outcomes) {
      if (page.rows == limit) {
        break;
      }
      boolean begun = since.isInsideEdit() && outcome.id().equals(since.id());
      page.add(outcome, begun ? since.rows() : 0, limit - page.rows);
    }
    return page.end();
  }

  /** The last rows of the outcomes. */
  static String latest(List<PublishedOutcome> outcomes, UpdatesCursor otherwise, int limit) {
    int surplus = -limit;
    for (PublishedOutcome outcome : outcomes) {
      surplus += rows(outcome.updates());
    }
    UpdatesPage page = new UpdatesPage(otherwise);
    for (PublishedOutcome outcome : outcomes) {
      int skipped = Math.max(0, Math.min(surplus, rows(outcome.updates())));
      surplus -= skipped;
      page.add(outcome, skipped, limit);
    }
    return page.end();
  }

  private void add(PublishedOutcome outcome, int skipped, int room) {
    cursor = UpdatesCursor.behind(outcome.id());
    int count = rows(outcome.updates());
    if (count <= skipped) {
      return;
    }
    if (skipped == 0 && count <= room) {
      append(outcome.updates().substring(1, outcome.updates().length() - 1), count);
      return;
    }
    int end = Math.min(count, skipped + room);
    appendSome(outcome.updates(), skipped, end);
    if (end < count) {
      cursor = new UpdatesCursor(outcome.id(), end);
    }
  }

  /** Appends rows as they are written: read and written again, 1.00 would turn into 1. */
  private void appendSome(String updates, int from, int to) {
    try (JsonParser parser = Json.mapper().createParser(updates)) {
      parser.nextToken();
      for (int index = 0; index < to; index++) {
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        if (index >= from) {
          append(updates.substring(start, (int) parser.currentLocation().getCharOffset()), 1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String text, int count) {
    if (rows > 0) {
      json.append(',');
    }
    json.append(text);
    rows += count;
  }

  private String end() {
    return json.append("],\"cursor\":\"").append(cursor).append("\"}}").toString();
  }

  /** How many rows an array has: each names the edit that changed it, once. */
  static int rows(String updates) {
    int rows = 0;
    for (int at = updates.indexOf(ROW_ID); at >= 0; at = updates.indexOf(ROW_ID, at + 1)) {
      rows++;
    }
    return rows;
  }
}
