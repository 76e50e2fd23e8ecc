package io.dromedary.writer;

import io.dromedary.edit.EditId;

/** An edit took more of Java's memory than there is; what is in memory may be half changed. */
final class HeapExhaustedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HeapExhaustedException(EditId id, OutOfMemoryError cause) {
    super("The edit " + id + " takes more memory than Java has", cause);
  }
}
