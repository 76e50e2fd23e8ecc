package io.dromedary.snapshot;

import io.dromedary.duckdb.HeldFile;
import io.dromedary.snapshot.Snapshot.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * Copies files and sums them up on the way. A copy is brought to the disk bit by bit: some file
 * systems have whoever flushes one file wait for what was written to others, and the writer flushes
 * its log with every group.
 */
final class FileCopy {
  private static final int BUFFER = 1 << 20;
  private static final int FORCED_TOGETHER = 4 << 20;

  private FileCopy() {}

  /** What is copied, part by part. */
  private interface Source {
    int read(byte[] buffer) throws SQLException, IOException;
  }

  /** Copies the database. */
  static Stored copy(HeldFile source, Path target) throws SQLException, IOException {
    return copy(source::read, target);
  }

  /** Copies a file. */
  static Stored copy(Path source, Path target) throws IOException {
    try (InputStream in = Files.newInputStream(source)) {
      return copy(in::read, target);
    } catch (SQLException e) {
      throw new IllegalStateException("a file is no database", e);
    }
  }

  private static Stored copy(Source source, Path target) throws SQLException, IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    try (FileChannel channel = OwnFiles.create(target)) {
      long forced = 0;
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        digest.update(buffer, 0, read);
        ByteBuffer part = ByteBuffer.wrap(buffer, 0, read);
        while (part.hasRemaining()) {
          channel.write(part);
        }
        bytes += read;
        if (bytes - forced >= FORCED_TOGETHER) {
          channel.force(false);
          forced = bytes;
        }
      }
      channel.force(true);
    }
    return new Stored(
        target.getFileName().toString(), bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
