package io.dromedary.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the folder of routes: the one that is named, or {@code routes} in the working folder, or
 * else a copy of the one that comes with the program, for an operator to edit.
 */
final class RoutesFolder {
  private static final String BUNDLED = "/io/dromedary/routes";

  private RoutesFolder() {}

  static Path locate(Optional<Path> named, Path data) {
    if (named.isPresent()) {
      Path folder = named.get().toAbsolutePath().normalize();
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException(
            "dromedary.routes is '%s', which is no folder".formatted(named.get()));
      }
      return folder;
    }
    Path here = Path.of("routes").toAbsolutePath();
    if (Files.isDirectory(here)) {
      return here;
    }
    Path copy = data.resolve("routes").toAbsolutePath().normalize();
    if (!Files.isDirectory(copy)) {
      unpack(copy);
    }
    return copy;
  }

  private static void unpack(Path target) {
    URL bundled = RoutesFolder.class.getResource(BUNDLED);
    try {
      URI uri = bundled.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          copy(jar.getPath(BUNDLED), target);
        }
      } else {
        copy(Path.of(uri), target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The routes cannot be copied to " + target, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
