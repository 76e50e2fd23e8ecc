package io.dromedary.snapshot;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot when the latest is too old and edits have come since. What counts is the age of
 * the latest, so a program that is started anew every day takes them, too. Called by the timer's
 * route.
 */
public final class SnapshotSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotSchedule.class);

  /** After a failure the next attempt comes as much later. */
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final Snapshots snapshots;
  private final Optional<Duration> every;
  private final Clock clock;
  private volatile Optional<Failure> failure = Optional.empty();

  /** Why the last one that was due is not there. */
  record Failure(Instant at, String reason) {}

  SnapshotSchedule(Snapshots snapshots, Optional<Duration> every, Clock clock) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
    this.every = requireNonNull(every, "every is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Takes a snapshot if one is due. */
  public void takeIfDue() {
    Instant now = clock.instant();
    if (every.isEmpty() || failure.map(last -> last.at().plus(RETRY).isAfter(now)).orElse(false)) {
      return;
    }
    try {
      if (isDue(now.minus(every.get()))) {
        snapshots.take();
        failure = Optional.empty();
      }
    } catch (ProblemException e) {
      if (e.problem().type() != ProblemType.SNAPSHOT_UNDER_WAY) {
        fail(now, e.problem().detail(), e);
      }
    } catch (IOException | RuntimeException e) {
      fail(now, e.toString(), e);
    }
  }

  private boolean isDue(Instant latest) throws IOException {
    List<Snapshot> all = snapshots.list();
    return all.isEmpty()
        ? snapshots.position().isAfter(EditId.ZERO)
        : !all.get(0).created().isAfter(latest)
            && snapshots.position().isAfter(all.get(0).position());
  }

  private void fail(Instant at, String reason, Exception cause) {
    failure = Optional.of(new Failure(at, reason));
    LOG.error(
        "The scheduled snapshot has failed: {}. It is tried again in {} minutes",
        reason,
        RETRY.toMinutes());
    LOG.debug("The cause", cause);
  }

  /** Why there is none, if the last one that was due has failed. */
  Optional<Failure> failure() {
    return failure;
  }
}
