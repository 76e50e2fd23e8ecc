package io.dromedary.writer;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Outcome.Status;
import java.util.List;
import java.util.Objects;

/**
 * An edit with its outcome, as the database keeps it and the response stream tells it.
 *
 * @param key the idempotency key, or null; also null of an edit that repeats another
 * @param request the entry's JSON
 * @param outcome the answer's JSON; of a duplicate, that of the first edit under its key
 * @param updates the changed rows: a JSON array
 * @param table the leaf table that changed, or null
 * @param measure the measure that changed, or null
 * @param image see {@link EditImage}, or null
 * @param cells the changed cells of sheets, see {@link CellImage}, or null
 * @param notifications who is to be told of which cells, a JSON array, or null
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
    byte[] image,
    String cells,
    String notifications) {

  /**
   * What became of it, in five lines: its status, the outcome, the changed rows, the measure and
   * the notifications. None of them has a line break, which JSON writes as an escape.
   */
  String effect() {
    String measureLine = Objects.requireNonNullElse(measure, "");
    String notificationsLine = Objects.requireNonNullElse(notifications, "");
    for (String line : List.of(outcome, updates, measureLine, notificationsLine)) {
      if (line.indexOf('\n') >= 0) {
        throw new IllegalStateException("The effect of the edit %s has a line break".formatted(id));
      }
    }
    return String.join("\n", status.code(), outcome, updates, measureLine, notificationsLine);
  }

  /** About how many characters it takes. */
  int length() {
    return request.length()
        + outcome.length()
        + updates.length()
        + (notifications == null ? 0 : notifications.length());
  }

  /** The same edit as the response stream tells it. */
  RecordedEdit withoutImages() {
    return image == null && cells == null
        ? this
        : new RecordedEdit(
            id, key, request, status, outcome, updates, table, measure, null, null, notifications);
  }

  /**
   * The same edit with what it has changed in sheets.
   *
   * @param rows further elements of the updates, without brackets
   */
  RecordedEdit withCells(String rows, String cellImage, String told) {
    String more = updates.equals("[]") ? "" : updates.substring(1, updates.length() - 1) + ",";
    return new RecordedEdit(
        id,
        key,
        request,
        status,
        outcome,
        "[" + more + rows + "]",
        table,
        measure,
        image,
        cellImage,
        told);
  }

  /** An edit that changed nothing. */
  static RecordedEdit unchanged(
      EditId id, String key, String request, Status status, String outcome) {
    return new RecordedEdit(id, key, request, status, outcome, "[]", null, null, null, null, null);
  }
}
