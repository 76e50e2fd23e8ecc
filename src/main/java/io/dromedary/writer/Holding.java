package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.HeldFile;
import io.dromedary.edit.EditId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Finds a moment between two groups at which the whole database can go into its file, and holds the
 * file so. The tables stand still first, which edits do not notice; then the groups, for a moment.
 * A reader that sees an older state is in the way of the checkpoint, so the readers get a little
 * time to end, and then the edits go on before the next attempt.
 */
final class Holding {
  /** So long a group under way may take, while the tables wait for it. */
  private static final Duration FOR_GROUP = Duration.ofMillis(200);

  /** So long readers may take to end, while edits wait for them. */
  private static final Duration FOR_READERS = Duration.ofMillis(100);

  private static final Duration BETWEEN_TRIALS = Duration.ofMillis(5);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  private final Database database;
  private final Cubes cubes;
  private final ReentrantLock groups;
  private final Supplier<Optional<EditId>> position;
  private SQLException failure;

  /**
   * Prepares for one use.
   *
   * @param groups held while a group is applied
   * @param position the last edit that is committed; asked between two groups, absent while the
   *     database does not work
   */
  Holding(
      Database database, Cubes cubes, ReentrantLock groups, Supplier<Optional<EditId>> position) {
    this.database = requireNonNull(database, "database is null");
    this.cubes = requireNonNull(cubes, "cubes is null");
    this.groups = requireNonNull(groups, "groups is null");
    this.position = requireNonNull(position, "position is null");
  }

  /**
   * Tries until it succeeds.
   *
   * @throws SQLException if it does not in the time given; the message says what was in the way
   */
  HeldState hold(Duration patience) throws SQLException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<HeldState> held = cubes.whileTablesStand(this::attempt);
      if (held.isPresent()) {
        return held.get();
      }
      if (System.nanoTime() > end) {
        throw failure != null
            ? failure
            : new SQLException("Edits left no moment for a checkpoint in " + patience);
      }
      Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
    }
  }

  private Optional<HeldState> attempt() throws InterruptedException {
    if (!groups.tryLock(FOR_GROUP.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    try {
      long start = System.nanoTime();
      while (true) {
        Optional<HeldState> held = trial(start);
        long nanos = System.nanoTime() - start;
        if (held.isPresent()) {
          return held;
        }
        if (nanos > FOR_READERS.toNanos()) {
          return Optional.empty();
        }
        Thread.sleep(BETWEEN_TRIALS.toMillis());
      }
    } finally {
      groups.unlock();
    }
  }

  private Optional<HeldState> trial(long start) {
    Optional<EditId> last = position.get();
    if (last.isEmpty()) {
      failure = new SQLException("The database takes no edits at the moment");
      return Optional.empty();
    }
    try {
      HeldFile file = database.hold();
      return Optional.of(
          new HeldState(last.get(), file, Duration.ofNanos(System.nanoTime() - start)));
    } catch (SQLException e) {
      failure = e;
      return Optional.empty();
    }
  }
}
