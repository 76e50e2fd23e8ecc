package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.HeldFile;
import io.dromedary.edit.EditId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds the database as it is between two groups, for it to be copied while edits go on.
 *
 * <p>That needs a moment at which the whole database can go into its file. The tables stand still
 * first, which edits do not notice; then the groups, for a moment. A reader that sees an older
 * state is in the way of the checkpoint, so the readers get a little time to end, and then the
 * edits go on before the next attempt. Thread-safe.
 */
public final class Holding {
  /** So long a group under way may take, while the tables wait for it. */
  private static final Duration FOR_GROUP = Duration.ofMillis(200);

  /** So long readers may take to end, while edits wait for them. */
  private static final Duration FOR_READERS = Duration.ofMillis(100);

  private static final Duration BETWEEN_TRIALS = Duration.ofMillis(5);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  private final Database database;
  private final Cubes cubes;
  private final WriterState state;

  Holding(Database database, Cubes cubes, WriterState state) {
    this.database = requireNonNull(database, "database is null");
    this.cubes = requireNonNull(cubes, "cubes is null");
    this.state = requireNonNull(state, "state is null");
  }

  /** What one trial has come to: a held state, or what was in the way. */
  private record Trial(Optional<HeldState> held, Optional<SQLException> obstacle) {
    static Trial succeeded(HeldState held) {
      return new Trial(Optional.of(held), Optional.empty());
    }

    static Trial failed(SQLException obstacle) {
      return new Trial(Optional.empty(), Optional.of(obstacle));
    }
  }

  /**
   * Tries until it succeeds.
   *
   * @throws SQLException if it does not in the time given; the message says what was in the way
   */
  public HeldState hold(Duration patience) throws SQLException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Optional<SQLException> obstacle = Optional.empty();
    while (true) {
      Optional<Trial> last =
          cubes.whileTablesStand(() -> state.betweenTurns(FOR_GROUP, this::tryWithReaders));
      if (last.isPresent()) {
        if (last.get().held().isPresent()) {
          return last.get().held().get();
        }
        obstacle = last.get().obstacle();
      }
      if (System.nanoTime() > end) {
        throw obstacle.orElseGet(
            () -> new SQLException("Edits left no moment for a checkpoint in " + patience));
      }
      Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
    }
  }

  /** The last of the trials for which readers get time. */
  private Trial tryWithReaders() throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      Trial trial = trial(start);
      if (trial.held().isPresent() || System.nanoTime() - start > FOR_READERS.toNanos()) {
        return trial;
      }
      Thread.sleep(BETWEEN_TRIALS.toMillis());
    }
  }

  private Trial trial(long start) {
    Optional<EditId> position = state.reliablePosition();
    if (position.isEmpty()) {
      return Trial.failed(new SQLException("The database takes no edits at the moment"));
    }
    try {
      HeldFile file = database.hold();
      return Trial.succeeded(
          new HeldState(position.get(), file, Duration.ofNanos(System.nanoTime() - start)));
    } catch (SQLException e) {
      return Trial.failed(e);
    }
  }
}
