package io.dromedary.snapshot;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import io.dromedary.edit.EditId;
import io.dromedary.snapshot.Snapshot.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a snapshot into the place of the database, which is kept aside. What a crash interrupts is
 * done again from its beginning; until then the program does not start. Nobody else may use the
 * data folder meanwhile.
 */
public final class Restoration {
  private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
  private static final String UNFINISHED = "restore.unfinished";
  private static final String NEW = ".restored";
  private static final String LOG_SUFFIX = ".wal";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path data;
  private final Path source;
  private final Snapshot snapshot;

  /**
   * Prepares for putting a snapshot into place.
   *
   * @param data the data folder
   * @param source what {@link SnapshotFolder#locate} has found
   * @throws IllegalArgumentException if it is no snapshot, or one of a newer program
   */
  public Restoration(Path data, Path source) {
    this.data = requireNonNull(data, "data is null");
    this.source = requireNonNull(source, "source is null");
    this.snapshot = SnapshotFolder.open(source);
    if (snapshot.schemaVersion() > Database.schemaVersion()) {
      throw new IllegalArgumentException(
          "the snapshot %s has schema version %d, and this program knows versions up to %d; use a newer program"
              .formatted(snapshot.name(), snapshot.schemaVersion(), Database.schemaVersion()));
    }
  }

  /**
   * Refuses to go on with a data folder in which a restore was interrupted.
   *
   * @throws IllegalStateException if it was
   */
  public static void requireFinished(Path data) {
    if (Files.exists(data.resolve(UNFINISHED))) {
      throw new IllegalStateException(
          "the restore of a snapshot was interrupted; repeat it: java -jar dromedary.jar restore <snapshot>");
    }
  }

  /** The last edit that the snapshot holds. */
  public EditId position() {
    return snapshot.position();
  }

  /**
   * Checks the snapshot and puts it into place.
   *
   * @param last runs when the files are in place, before the restore counts as finished
   * @throws IOException if a file differs from what the manifest says, or cannot be copied; then
   *     the former database is still in its place
   */
  public void run(Instant now, Runnable last) throws IOException {
    for (Stored file : snapshot.files()) {
      copy(file);
    }
    Path unfinished = data.resolve(UNFINISHED);
    String time = Files.exists(unfinished) ? Files.readString(unfinished) : TIME.format(now);
    if (Files.notExists(unfinished)) {
      try (FileChannel channel = OwnFiles.create(unfinished)) {
        channel.write(ByteBuffer.wrap(time.getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      }
      OwnFiles.force(data);
    }
    setAside(time);
    for (Stored file : snapshot.files()) {
      place(file.name());
    }
    OwnFiles.force(data);
    last.run();
    Files.delete(unfinished);
    OwnFiles.force(data);
  }

  private void copy(Stored file) throws IOException {
    if (!file.name().equals(SnapshotFolder.DATABASE)
        && !file.name().equals(SnapshotFolder.SECRET)) {
      throw new IOException("the snapshot has a file %s, which none has".formatted(file.name()));
    }
    Path copy = data.resolve(file.name() + NEW);
    Stored found = FileCopy.copy(source.resolve(file.name()), copy);
    if (found.bytes() != file.bytes() || !found.sha256().equals(file.sha256())) {
      Files.delete(copy);
      throw new IOException(
          "the file %s is not what was stored: it has %d bytes and the checksum %s, not %d and %s"
              .formatted(
                  source.resolve(file.name()),
                  found.bytes(),
                  found.sha256(),
                  file.bytes(),
                  file.sha256()));
    }
  }

  /** The database and its write-ahead log get names under which they still belong together. */
  private void setAside(String time) throws IOException {
    Path database = data.resolve(SnapshotFolder.DATABASE);
    Path aside = data.resolve(SnapshotFolder.DATABASE + ".before-restore-" + time);
    move(database, aside);
    move(
        data.resolve(database.getFileName() + LOG_SUFFIX),
        data.resolve(aside.getFileName() + LOG_SUFFIX));
    if (Files.exists(aside)) {
      LOG.info("The former database is kept as {}", aside);
    }
  }

  /** What an interrupted restore has moved already is not moved again. */
  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from) && Files.notExists(to)) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void place(String name) throws IOException {
    Path target = data.resolve(name);
    Path copy = data.resolve(name + NEW);
    if (name.equals(SnapshotFolder.SECRET) && Files.exists(target)) {
      // It may have been replaced for a reason, and receivers know the one that is there.
      Files.delete(copy);
    } else {
      Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
