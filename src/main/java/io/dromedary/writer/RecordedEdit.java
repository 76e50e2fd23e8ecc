package io.dromedary.writer;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Outcome.Status;

/**
 * An edit with its outcome, as the database keeps it and the response stream tells it.
 *
 * @param key the idempotency key, or null
 * @param request the entry's JSON
 * @param outcome the answer's JSON; of a duplicate, that of the first edit under its key
 * @param updates the changed rows: a JSON array
 * @param table the leaf table that changed, or null
 * @param measure the measure that changed, or null
 * @param image see {@link EditImage}, or null
 */
public record RecordedEdit(
    EditId id,
    String key,
    String request,
    Status status,
    String outcome,
    String updates,
    String table,
    String measure,
    byte[] image) {

  /** About how many characters it takes. */
  int length() {
    return request.length() + outcome.length() + updates.length();
  }

  /** The same edit as the response stream tells it. */
  RecordedEdit withoutImage() {
    return image == null
        ? this
        : new RecordedEdit(id, key, request, status, outcome, updates, table, measure, null);
  }

  /** An edit that changed nothing. */
  static RecordedEdit unchanged(
      EditId id, String key, String request, Status status, String outcome) {
    return new RecordedEdit(id, key, request, status, outcome, "[]", null, null, null);
  }
}
