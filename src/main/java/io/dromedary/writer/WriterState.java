package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.duckdb.Database;
import io.dromedary.edit.EditId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the writer has in memory, as the database has it. One thread after the other works on both;
 * if one has failed half-way, the next begins by reading the database into memory again.
 *
 * <p>Thread-safe, once {@link #load} has ended.
 */
final class WriterState {
  private final Database database;
  private final Catalog catalog;
  private final Journal journal;
  private final Cubes cubes;
  private final EntryDecider decider;
  private final Outbox outbox;

  /**
   * Held while the writing connection is used; fair, so that whoever waits for a moment gets one.
   */
  private final ReentrantLock turn = new ReentrantLock(true);

  private volatile EditId position = EditId.ZERO;

  /** Whether the memory may differ from the database, or the instance may be dead. */
  private boolean lost;

  WriterState(
      Database database,
      Catalog catalog,
      Journal journal,
      Cubes cubes,
      EntryDecider decider,
      Outbox outbox) {
    this.database = requireNonNull(database, "database is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.journal = requireNonNull(journal, "journal is null");
    this.cubes = requireNonNull(cubes, "cubes is null");
    this.decider = requireNonNull(decider, "decider is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
  }

  /** Reads the database into memory, with the models of the catalog. */
  void load() throws SQLException {
    load(List.copyOf(catalog.cubes()));
  }

  /**
   * Reads the database into memory, with these models, which the catalog then has; within a turn.
   *
   * @throws IllegalArgumentException if a table does not fit its model
   */
  void load(List<CubeModel> models) throws SQLException {
    position = journal.position(database.writer());
    cubes.load(position, models);
    decider.load(position);
  }

  /** The id of the last entry that is committed. */
  EditId position() {
    return position;
  }

  /** Whether an entry is committed. */
  boolean holds(EditId id) {
    return !id.isAfter(position);
  }

  /**
   * Requires that what follows an entry may be applied next.
   *
   * @throws IllegalStateException if it does not follow the position: what lies between them would
   *     be lost for good
   */
  void requireReached(EditId id) {
    if (id.isAfter(position)) {
      throw new IllegalStateException(
          "The database holds the log up to %s, and what follows %s was to be applied. The log is to be read again from the former."
              .formatted(position, id));
    }
  }

  /** Notes within a turn which entry is committed now. */
  void committed(EditId last) {
    position = last;
  }

  /** Works on memory and database, as soon as nobody else does. */
  <T> T inTurn(Transaction.Work<T> work) throws SQLException {
    turn.lock();
    try {
      if (lost) {
        cubes.close();
        database.reopen();
        load();
        outbox.release();
      }
      lost = true;
      T result = work.run();
      lost = false;
      return result;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Does something between two turns that leaves memory and database as they are.
   *
   * @return its result, or nothing if there was no such moment in the time given
   */
  <T> Optional<T> betweenTurns(Duration patience, VisibleTables.Task<T> task)
      throws InterruptedException {
    if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(task.run());
    } finally {
      turn.unlock();
    }
  }

  /** The position between two turns; nothing if the last one has failed. */
  Optional<EditId> reliablePosition() {
    return lost ? Optional.empty() : Optional.of(position);
  }
}
