package io.dromedary.writer;

import io.dromedary.edit.EditId;
import java.util.ArrayList;
import java.util.List;

/**
 * The outcomes that are committed but not yet known to be published, in order. A crash between
 * commit and publication is repaired from the database, through {@link #fill}. Thread-safe.
 */
public final class Outbox {
  private final List<RecordedEdit> waiting = new ArrayList<>();

  synchronized void add(List<RecordedEdit> committed) {
    waiting.addAll(committed);
  }

  /** Puts what a former run has left in front of everything else. */
  synchronized void fill(List<RecordedEdit> unpublished) {
    waiting.clear();
    waiting.addAll(unpublished);
  }

  /** All that waits, in order; it keeps waiting until {@link #published}. */
  public synchronized List<RecordedEdit> waiting() {
    return List.copyOf(waiting);
  }

  /** Lets go of everything up to this id. */
  public synchronized void published(EditId last) {
    waiting.removeIf(edit -> !edit.id().isAfter(last));
  }
}
