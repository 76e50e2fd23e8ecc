package io.dromedary.reply;

import io.dromedary.edit.EditId;
import java.util.List;

/**
 * One answer of the feed of changed rows, made of the JSON that the outcomes already have.
 *
 * @param rows how many rows it has
 */
record UpdatesPage(String json, int rows) {
  private static final String ROW_ID = "\"id\":\"";

  /** The rows of the outcomes, in order; the cursor stands behind the last outcome. */
  static UpdatesPage of(List<PublishedOutcome> outcomes, EditId since) {
    StringBuilder json = new StringBuilder("{\"data\":{\"updates\":[");
    int rows = 0;
    EditId cursor = since;
    for (PublishedOutcome outcome : outcomes) {
      if (outcome.hasUpdates()) {
        if (rows > 0) {
          json.append(',');
        }
        json.append(outcome.updates(), 1, outcome.updates().length() - 1);
        rows += rows(outcome.updates());
      }
      cursor = outcome.id();
    }
    json.append("],\"cursor\":\"").append(cursor).append("\"}}");
    return new UpdatesPage(json.toString(), rows);
  }

  /** About how many rows an array has: each names the edit that changed it. */
  static int rows(String updates) {
    int rows = 0;
    for (int at = updates.indexOf(ROW_ID); at >= 0; at = updates.indexOf(ROW_ID, at + 1)) {
      rows++;
    }
    return rows;
  }
}
