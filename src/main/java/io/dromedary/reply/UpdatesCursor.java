package io.dromedary.reply;

import io.dromedary.edit.EditId;

/**
 * A place in the feed of changed rows: behind all rows of an edit, or behind the first rows of one
 * that has more. Its text is the edit's id, or {@code <id>:<rows>}.
 *
 * @param id of the edit
 * @param rows how many rows of the edit lie in front of the cursor; {@link #ALL} for all
 */
record UpdatesCursor(EditId id, int rows) {
  static final int ALL = Integer.MAX_VALUE;

  static UpdatesCursor behind(EditId id) {
    return new UpdatesCursor(id, ALL);
  }

  /**
   * Reads a cursor.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static UpdatesCursor parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return behind(EditId.parse(text));
    }
    int rows = Integer.parseInt(text.substring(colon + 1));
    if (rows < 1) {
      throw new IllegalArgumentException("'" + text + "' is no cursor");
    }
    return new UpdatesCursor(EditId.parse(text.substring(0, colon)), rows);
  }

  boolean isInsideEdit() {
    return rows != ALL;
  }

  /** All edits behind this id have rows behind the cursor, if they have any. */
  EditId after() {
    return isInsideEdit() ? id.previous() : id;
  }

  @Override
  public String toString() {
    return isInsideEdit() ? id + ":" + rows : id.toString();
  }
}
