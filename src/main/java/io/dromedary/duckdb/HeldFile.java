package io.dromedary.duckdb;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.sql.SQLException;

/**
 * The database file as a checkpoint has left it. Until it is closed there is no other checkpoint,
 * and between two of them DuckDB overwrites nothing that the first has written: it appends to its
 * write-ahead log, and to parts of the file that were free. So the bytes that are read here,
 * however long that takes, are the database of the moment of that checkpoint.
 *
 * <p>One thread reads it.
 */
public final class HeldFile implements AutoCloseable {
  private final HeldFiles holds;
  private final RandomAccessFile source;
  private final long length;
  private long offset;
  private volatile boolean broken;

  HeldFile(HeldFiles holds, RandomAccessFile source, long length) {
    this.holds = requireNonNull(holds, "holds is null");
    this.source = requireNonNull(source, "source is null");
    this.length = length;
  }

  /** How many bytes there are. */
  public long length() {
    return length;
  }

  /**
   * Reads on.
   *
   * @return how many bytes were put at the beginning of the buffer, -1 at the end
   * @throws SQLException if the instance has closed since: then nothing of what was read is worth
   *     anything
   */
  public int read(byte[] buffer) throws SQLException, IOException {
    if (offset == length) {
      return -1;
    }
    int wanted = (int) Math.min(buffer.length, length - offset);
    int read;
    try {
      synchronized (source) {
        source.seek(offset);
        read = source.read(buffer, 0, wanted);
      }
    } catch (IOException e) {
      if (broken) {
        throw closed(e);
      }
      throw e;
    }
    // Asked behind the reading: the instance says so before it closes.
    if (broken) {
      throw closed(null);
    }
    if (read <= 0) {
      throw new SQLException("The database file has become shorter while it was copied");
    }
    offset += read;
    return read;
  }

  private static SQLException closed(IOException cause) {
    return new SQLException("The database was closed while its file was copied", cause);
  }

  void breakOff() {
    broken = true;
  }

  /** Lets checkpoints change the file again. */
  @Override
  public void close() {
    holds.end(this);
  }
}
