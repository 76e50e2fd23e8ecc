package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.HeldFile;
import io.dromedary.edit.EditId;
import java.time.Duration;

/**
 * One state of the database, held for copying.
 *
 * @param position the last edit that the file holds; the tables in it may lack the last edits,
 *     whose images are in it, as after a crash
 * @param file the file, to be closed after copying
 * @param paused how long edits waited for it
 */
public record HeldState(EditId position, HeldFile file, Duration paused) implements AutoCloseable {
  public HeldState {
    requireNonNull(position, "position is null");
    requireNonNull(file, "file is null");
    requireNonNull(paused, "paused is null");
  }

  @Override
  public void close() {
    file.close();
  }
}
