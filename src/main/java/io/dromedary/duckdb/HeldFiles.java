package io.dromedary.duckdb;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Who copies the file of the current instance. Thread-safe. */
final class HeldFiles {
  private final Path file;
  private final Set<HeldFile> holds = new HashSet<>();

  /**
   * The file, once it has been read. It stays open as long as the instance: on Unix a process that
   * closes any descriptor of a file loses all its locks on it, and the instance's lock keeps other
   * processes from opening the database. No channel, which an interrupt would close.
   */
  private RandomAccessFile source;

  HeldFiles(Path file) {
    this.file = requireNonNull(file, "file is null");
  }

  synchronized HeldFile hold() throws SQLException {
    try {
      if (source == null) {
        source = new RandomAccessFile(file.toFile(), "r");
      }
      HeldFile hold = new HeldFile(this, source, source.length());
      holds.add(hold);
      return hold;
    } catch (IOException e) {
      throw new SQLException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  synchronized boolean isHeld() {
    return !holds.isEmpty();
  }

  synchronized void end(HeldFile hold) {
    holds.remove(hold);
  }

  /** Says that the instance is about to close, which may change the file. */
  synchronized void breakHolds() {
    holds.forEach(HeldFile::breakOff);
    holds.clear();
  }

  /** Lets go of the file, when the instance is closed. */
  synchronized void release() {
    if (source != null) {
      try {
        source.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        source = null;
      }
    }
  }
}
