package io.dromedary.snapshot;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.edit.ProblemException;
import io.dromedary.snapshot.Snapshot.Stored;
import io.dromedary.writer.HeldState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of snapshots. Each is a folder in it, complete or not there at all: it gets its name
 * when all of it is on the disk, and loses it before it is deleted.
 */
public final class SnapshotFolder {
  /** The file that says what a snapshot is. */
  static final String MANIFEST = "manifest.json";

  /** The database, in a snapshot and in the data folder. */
  static final String DATABASE = "workbook.duckdb";

  /** The key of the program's webhooks, in a snapshot and in the data folder. */
  static final String SECRET = "webhook.secret";

  private static final String UNFINISHED = ".unfinished";
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFolder.class);

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;

  public SnapshotFolder(Path folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  Path path() {
    return folder;
  }

  /** All snapshots, the latest first. */
  List<Snapshot> list() throws IOException {
    List<Snapshot> snapshots = new ArrayList<>();
    for (Path one : entries()) {
      if (!one.getFileName().toString().endsWith(UNFINISHED)) {
        read(one).ifPresent(snapshots::add);
      }
    }
    snapshots.sort(
        Comparator.comparing(Snapshot::position).thenComparing(Snapshot::name).reversed());
    return snapshots;
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The snapshot in a folder, which also somebody else may have put there. */
  private static Optional<Snapshot> read(Path one) {
    try {
      Snapshot snapshot = Snapshot.parse(Json.read(Files.readString(one.resolve(MANIFEST))));
      if (snapshot.name().equals(one.getFileName().toString())) {
        return Optional.of(snapshot);
      }
      LOG.warn("{} says that it is the snapshot {}, and is none", one, snapshot.name());
    } catch (IOException | ProblemException | IllegalArgumentException e) {
      LOG.warn("{} is no snapshot: {}", one, e.toString());
    }
    return Optional.empty();
  }

  Optional<Snapshot> find(String name) throws IOException {
    return list().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * The folder of a snapshot.
   *
   * @param nameOrPath its name, or where a copy of it is
   * @throws IllegalArgumentException if there is none
   */
  public Path locate(String nameOrPath) throws IOException {
    if (find(nameOrPath).isPresent()) {
      return folder.resolve(nameOrPath);
    }
    Path elsewhere = Path.of(nameOrPath).toAbsolutePath().normalize();
    if (Files.isRegularFile(elsewhere.resolve(MANIFEST))) {
      return elsewhere;
    }
    throw new IllegalArgumentException(
        "there is no snapshot '%s' in %s, which has %s"
            .formatted(nameOrPath, folder, list().stream().map(Snapshot::name).toList()));
  }

  /** The snapshot in a folder that {@link #locate} has found. */
  static Snapshot open(Path located) {
    return read(located)
        .orElseThrow(() -> new IllegalArgumentException(located + " is no snapshot"));
  }

  /**
   * Writes a snapshot; if that fails, nothing of it stays.
   *
   * @param secret the file of the key of webhooks, if there is one
   * @throws SQLException if the database fails meanwhile
   * @throws IOException if the snapshot cannot be stored
   */
  Snapshot write(HeldState state, Path secret, SqlTemplates sql, Instant now)
      throws SQLException, IOException {
    String name = NAME.format(now);
    Path unfinished = folder.resolve(name + UNFINISHED);
    OwnFiles.createFolders(unfinished);
    try {
      List<Stored> files = new ArrayList<>();
      files.add(FileCopy.copy(state.file(), unfinished.resolve(DATABASE)));
      if (Files.exists(secret)) {
        files.add(FileCopy.copy(secret, unfinished.resolve(SECRET)));
      }
      requirePosition(unfinished.resolve(DATABASE), state.position(), sql);
      Snapshot snapshot =
          new Snapshot(name, state.position(), now, Database.schemaVersion(), files);
      try (FileChannel manifest = OwnFiles.create(unfinished.resolve(MANIFEST))) {
        manifest.write(ByteBuffer.wrap(snapshot.toManifest().getBytes(StandardCharsets.UTF_8)));
        manifest.force(true);
      }
      OwnFiles.force(unfinished);
      Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      OwnFiles.force(folder);
      return snapshot;
    } catch (SQLException | IOException | RuntimeException e) {
      try {
        OwnFiles.delete(unfinished);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /** A copy that has not been opened is none. */
  private static void requirePosition(Path copy, EditId position, SqlTemplates sql)
      throws SQLException {
    EditId found = Database.lastEdit(copy, sql);
    if (!found.equals(position)) {
      throw new SQLException(
          "The copy holds the edits up to %s and not up to %s".formatted(found, position));
    }
  }

  /**
   * Deletes a snapshot.
   *
   * @return whether there was one
   */
  boolean delete(String name) throws IOException {
    if (find(name).isEmpty()) {
      return false;
    }
    Path unfinished = folder.resolve(name + UNFINISHED);
    Files.move(folder.resolve(name), unfinished, StandardCopyOption.ATOMIC_MOVE);
    OwnFiles.delete(unfinished);
    OwnFiles.force(folder);
    return true;
  }

  /** Removes what a crash has left unfinished. */
  void sweep() throws IOException {
    for (Path one : entries()) {
      if (one.getFileName().toString().endsWith(UNFINISHED)) {
        OwnFiles.delete(one);
      }
    }
  }
}
