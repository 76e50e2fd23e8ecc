package io.dromedary.snapshot;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.log.LogFloor;
import io.dromedary.writer.HeldState;
import io.dromedary.writer.Writer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots, one at a time, and keeps the latest of them. The log must reach back to the
 * oldest one. Thread-safe.
 */
public final class Snapshots implements LogFloor {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  /** So long the readers may be in the way. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** So much room is left on the disk for edits. */
  private static final long RESERVE = 64L << 20;

  private final Writer writer;
  private final SnapshotFolder folder;
  private final Path data;
  private final SqlTemplates sql;
  private final int keep;
  private final Clock clock;
  private final AtomicReference<UnderWay> underWay = new AtomicReference<>();
  private volatile Optional<EditId> oldest;

  /**
   * What was done.
   *
   * @param paused how long edits waited
   */
  record Taken(Snapshot snapshot, Duration duration, Duration paused) {}

  /** Since when, and which entries of the log it will need. */
  private record UnderWay(Instant since, EditId position) {}

  /**
   * Prepares for taking snapshots, and removes what a crash has left of one.
   *
   * @param data the data folder
   * @throws IllegalArgumentException if the folder of snapshots cannot be read
   */
  Snapshots(Writer writer, SnapshotSettings settings, Path data, SqlTemplates sql, Clock clock) {
    this.writer = requireNonNull(writer, "writer is null");
    this.folder = new SnapshotFolder(settings.folder());
    this.data = requireNonNull(data, "data is null");
    this.sql = requireNonNull(sql, "sql is null");
    this.keep = settings.keep();
    this.clock = requireNonNull(clock, "clock is null");
    try {
      folder.sweep();
      oldest = oldestOf(folder.list());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "dromedary.snapshots.folder is '%s', which cannot be used: %s"
              .formatted(folder.path(), e),
          e);
    }
  }

  private static Optional<EditId> oldestOf(List<Snapshot> latestFirst) {
    return latestFirst.isEmpty()
        ? Optional.empty()
        : Optional.of(latestFirst.get(latestFirst.size() - 1).position());
  }

  /** All snapshots, the latest first. */
  List<Snapshot> list() throws IOException {
    List<Snapshot> snapshots = folder.list();
    oldest = oldestOf(snapshots);
    return snapshots;
  }

  /** The last edit that is committed. */
  EditId position() {
    return writer.position();
  }

  /**
   * Takes a snapshot and deletes the oldest ones that are too many.
   *
   * @throws io.dromedary.edit.ProblemException SNAPSHOT_UNDER_WAY, NO_ROOM if it cannot be stored,
   *     UNAVAILABLE if the database gives none
   */
  Taken take() {
    // Noted before the moment at which the database is held, so that nothing of it is trimmed.
    UnderWay mine = new UnderWay(clock.instant(), writer.position());
    UnderWay other = underWay.compareAndExchange(null, mine);
    if (other != null) {
      throw Problem.of(
              ProblemType.SNAPSHOT_UNDER_WAY,
              "Another snapshot is under way since %s; ask again when it is done."
                  .formatted(other.since()))
          .with("since", other.since().toString())
          .asException();
    }
    try {
      Taken taken = write(mine.since());
      LOG.info(
          "Snapshot {} of edit {}: {} bytes in {} ms; edits waited for {} ms",
          taken.snapshot().name(),
          taken.snapshot().position(),
          taken.snapshot().bytes(),
          taken.duration().toMillis(),
          taken.paused().toMillis());
      return taken;
    } catch (IOException e) {
      throw problem(ProblemType.NO_ROOM, "The snapshot cannot be stored in " + folder.path(), e);
    } catch (SQLException e) {
      throw problem(ProblemType.UNAVAILABLE, "The database gives no snapshot at the moment", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem(ProblemType.UNAVAILABLE, "The program is about to end", e);
    } finally {
      underWay.set(null);
    }
  }

  private static RuntimeException problem(ProblemType type, String detail, Exception cause) {
    // The message of some failures of files is only the name of the file.
    String reason =
        cause instanceof FileSystemException
            ? cause.toString()
            : String.valueOf(cause.getMessage());
    RuntimeException problem = Problem.of(type, detail + ": " + reason).asException();
    problem.addSuppressed(cause);
    return problem;
  }

  private Taken write(Instant now) throws IOException, SQLException, InterruptedException {
    long start = System.nanoTime();
    OwnFiles.createFolders(folder.path());
    folder.sweep();
    Taken taken;
    try (HeldState state = writer.holding().hold(PATIENCE)) {
      requireRoom(state.file().length());
      Snapshot snapshot = folder.write(state, data.resolve(SnapshotFolder.SECRET), sql, now);
      taken = new Taken(snapshot, Duration.ofNanos(System.nanoTime() - start), state.paused());
    }
    List<Snapshot> snapshots = folder.list();
    for (Snapshot surplus : snapshots.subList(Math.min(keep, snapshots.size()), snapshots.size())) {
      folder.delete(surplus.name());
    }
    list();
    return taken;
  }

  private void requireRoom(long bytes) throws IOException {
    long room = Files.getFileStore(folder.path()).getUsableSpace();
    if (room < bytes + RESERVE) {
      throw new IOException(
          "it has %d bytes, %d are to stay free for edits, and the disk has room for %d"
              .formatted(bytes, RESERVE, room));
    }
  }

  /**
   * Deletes a snapshot.
   *
   * @return whether there was one
   */
  boolean delete(String name) throws IOException {
    boolean deleted = folder.delete(name);
    list();
    return deleted;
  }

  @Override
  public Optional<EditId> oldestNeeded() {
    UnderWay current = underWay.get();
    return Stream.concat(
            oldest.stream(), Optional.ofNullable(current).map(UnderWay::position).stream())
        .min(Comparator.naturalOrder());
  }
}
