package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.RowValues;
import io.dromedary.cube.StoredColumn;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is committed into the tables that readers see, in a thread of its own: an {@code
 * UPDATE} of scattered rows costs ten times an append, and several groups cost hardly more than
 * one. It runs as soon as a reader wants to see the data, and otherwise after a while. Readers wait
 * for it, so nobody ever sees tables without what was committed before.
 *
 * <p>What is only here is lost with the program, and is read again from the images of the edits.
 */
final class Projection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

  /** Nobody waits: so long may changes gather. */
  private static final Duration LONGEST_LAG = Duration.ofSeconds(1);

  /** So many changed rows may gather before the tables follow, and twice as many at all. */
  private static final int MANY_ROWS = 1_000_000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final VisibleTables tables;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private PendingRows pending = new PendingRows();
  private EditId committed = EditId.ZERO;
  private EditId written = EditId.ZERO;
  private int waiting;
  private boolean closed = true;
  private Thread thread;

  Projection(VisibleTables tables) {
    this.tables = requireNonNull(tables, "tables is null");
  }

  /**
   * Begins anew with tables that hold everything up to an edit. What was not yet written is
   * forgotten.
   */
  void restart(EditId position) {
    stop();
    lock.lock();
    try {
      pending = new PendingRows();
      committed = position;
      written = position;
      closed = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread = new Thread(this::run, "projection");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits as long as far too much has gathered: before a group, so that no outcome waits. */
  void awaitRoom() {
    lock.lock();
    try {
      while (pending.count() > 2 * MANY_ROWS && !closed) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many changed rows have gathered. */
  int waitingRows() {
    lock.lock();
    try {
      return pending.count();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what a group has changed.
   *
   * @param last the last edit of the group
   */
  void add(EditId last, Map<StoredColumn, RowValues> changes, List<CellRows> cells) {
    if (changes.isEmpty() && cells.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      changes.forEach(pending::add);
      cells.forEach(pending::add);
      committed = last;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the tables hold everything that is committed now.
   *
   * @throws io.dromedary.edit.ProblemException UNAVAILABLE if that takes too long
   */
  void awaitCommitted() {
    lock.lock();
    try {
      EditId due = committed;
      if (!due.isAfter(written)) {
        return;
      }
      waiting++;
      changed.signalAll();
      try {
        long nanos = PATIENCE.toNanos();
        while (due.isAfter(written) && nanos > 0 && !closed) {
          nanos = changed.awaitNanos(nanos);
        }
      } finally {
        waiting--;
      }
      if (due.isAfter(written)) {
        throw behind();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw behind();
    } finally {
      lock.unlock();
    }
  }

  private static RuntimeException behind() {
    return Problem.of(
            ProblemType.UNAVAILABLE,
            "The tables do not hold the latest edits yet. The edits are safe; read again in a moment.")
        .with("retry_after", 1)
        .asException();
  }

  private void run() {
    lock.lock();
    try {
      while (true) {
        awaitWork();
        if (pending.isEmpty() && closed) {
          return;
        }
        boolean stopping = closed;
        if (!writePending() && stopping) {
          return;
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Stopped; the next start reads the rest from the images of the edits");
    } finally {
      lock.unlock();
    }
  }

  private void awaitWork() throws InterruptedException {
    while (!closed) {
      if (pending.isEmpty()) {
        changed.await();
        continue;
      }
      long rest = LONGEST_LAG.toNanos() - pending.ageNanos();
      if (waiting > 0 || pending.count() > MANY_ROWS || rest <= 0) {
        return;
      }
      changed.awaitNanos(rest);
    }
  }

  /** Writes what has gathered, without the lock; if that fails, it is kept. */
  private boolean writePending() throws InterruptedException {
    PendingRows taken = pending;
    EditId last = committed;
    pending = new PendingRows();
    lock.unlock();
    boolean done;
    try {
      done = tables.write(taken, last);
    } finally {
      lock.lock();
    }
    if (done) {
      written = last;
    } else {
      taken.addAll(pending);
      pending = taken;
    }
    changed.signalAll();
    if (!done && !closed) {
      long nanos = RETRY.toNanos();
      while (nanos > 0 && !closed) {
        nanos = changed.awaitNanos(nanos);
      }
    }
    return done;
  }

  private void stop() {
    if (thread == null) {
      return;
    }
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
    tables.closeConnection();
  }

  /** Writes what has gathered, if it can, and stops. */
  @Override
  public void close() {
    stop();
  }
}
