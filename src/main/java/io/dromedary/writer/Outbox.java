package io.dromedary.writer;

import io.dromedary.edit.EditId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The outcomes that are committed but not yet known to be published, in order. It holds the latest
 * of them; what it does not hold is in the database and comes back page by page, so that a crash
 * between commit and publication loses none and a Redis that was away long costs no memory.
 * Thread-safe.
 */
public final class Outbox {
  /** So many outcomes are read from the database at once; each may list thousands of rows. */
  private static final int PAGE = 100;

  private static final int MAX_CHARACTERS = 16 << 20;
  private static final int MAX_PUBLISHED_TOGETHER = 1_000;
  private static final int MAX_CHARACTERS_TOGETHER = 4 << 20;

  private final Deque<RecordedEdit> waiting = new ArrayDeque<>();
  private int characters;

  /** Whether all that is committed behind {@link #published} is here. */
  private boolean complete;

  private EditId published = EditId.ZERO;
  private EditId reached = EditId.ZERO;

  /** Takes what has just been committed. */
  synchronized void add(List<RecordedEdit> committed) {
    if (complete) {
      hold(committed);
      if (characters > MAX_CHARACTERS) {
        release();
      }
    }
  }

  private void hold(Collection<RecordedEdit> edits) {
    for (RecordedEdit edit : edits) {
      waiting.add(edit.withoutImages());
      characters += edit.length();
    }
  }

  /** Lets go of all that waits: it is to be read from the database. */
  synchronized void release() {
    waiting.clear();
    characters = 0;
    complete = false;
  }

  /**
   * Goes on from what the response stream holds.
   *
   * @param last the last id in the stream
   * @param from the outcomes up to this id are not to be published any more
   */
  synchronized void resume(EditId last, EditId from) {
    release();
    reached = last;
    published = from.isAfter(last) ? from : last;
  }

  /**
   * Takes the next outcomes from the database if that is where they are.
   *
   * @return whether there are outcomes to publish
   */
  boolean refill(Journal journal, Connection connection) throws SQLException {
    if (needsPage()) {
      fill(journal.after(connection, published(), PAGE));
    }
    return size() > 0;
  }

  private synchronized boolean needsPage() {
    return waiting.isEmpty() && !complete;
  }

  private synchronized void fill(List<RecordedEdit> page) {
    release();
    hold(page);
    complete = page.size() < PAGE;
  }

  /** How many outcomes wait in memory; more may wait in the database. */
  public synchronized int size() {
    return waiting.size();
  }

  /** The next outcomes to publish, in order; they keep waiting until {@link #published}. */
  public synchronized List<RecordedEdit> next() {
    List<RecordedEdit> next = new ArrayList<>();
    int length = 0;
    for (RecordedEdit edit : waiting) {
      if (next.size() == MAX_PUBLISHED_TOGETHER || length > MAX_CHARACTERS_TOGETHER) {
        break;
      }
      next.add(edit);
      length += edit.length();
    }
    return next;
  }

  /** Lets go of everything up to this id, which is now the last in the response stream. */
  public synchronized void published(EditId last) {
    while (!waiting.isEmpty() && !waiting.peekFirst().id().isAfter(last)) {
      characters -= waiting.removeFirst().length();
    }
    published = last;
    reached = last;
  }

  /** The last id that is published, or is too old for the stream. */
  synchronized EditId published() {
    return published;
  }

  /** The last id that is known to be in the response stream. */
  public synchronized EditId reached() {
    return reached;
  }
}
