package io.dromedary.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library that DuckDB's driver unpacks from its jar into a temporary file of 70 MB. The driver
 * deletes that file at a regular end, so every program that is killed would leave one behind.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  /** Where Linux tells which files a process has mapped; elsewhere the driver has to do. */
  private static final Path MAPS = Path.of("/proc/self/maps");

  private static final Pattern UNPACKED = Pattern.compile("libduckdb_java\\d+\\.so");

  private NativeLibrary() {}

  /** Deletes the file, which the system keeps as long as this process uses it. */
  static void deleteUnpacked() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      for (Path file : mapped()) {
        if (UNPACKED.matcher(file.getFileName().toString()).matches()
            && Files.isSameFile(file.getParent(), folder)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.debug("The unpacked library stays until the program ends", e);
    }
  }

  private static List<Path> mapped() throws IOException {
    if (!Files.isReadable(MAPS)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines
          .filter(line -> line.indexOf('/') >= 0 && line.endsWith(".so"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .distinct()
          .toList();
    }
  }
}
