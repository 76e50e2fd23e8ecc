package io.dromedary.reload;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.HttpApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of the project's routes folder, for an operator to edit. */
final class RoutesFolderCopy {
  private static final Path ORIGINAL = Path.of("routes").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private HttpApi http;

  private RoutesFolderCopy(Path folder) {
    this.folder = folder;
  }

  static RoutesFolderCopy in(Path parent) throws IOException {
    Path folder = parent.resolve("routes");
    try (Stream<Path> files = Files.walk(ORIGINAL)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, folder.resolve(ORIGINAL.relativize(file).toString()));
      }
    }
    return new RoutesFolderCopy(folder);
  }

  Path path() {
    return folder;
  }

  /** The program that runs with this folder. */
  void usedBy(HttpApi program) {
    http = program;
  }

  String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Saves a file and waits until that was taken or refused. */
  JsonNode save(String file, String text) {
    return reload(() -> Files.writeString(folder.resolve(file), text));
  }

  JsonNode edit(String file, UnaryOperator<String> edit) {
    return save(file, edit.apply(read(file)));
  }

  JsonNode replace(String file, String part, String other) {
    String text = read(file);
    if (!text.contains(part)) {
      throw new IllegalArgumentException(file + " does not contain " + part);
    }
    return save(file, text.replace(part, other));
  }

  JsonNode delete(String file) {
    return reload(() -> Files.delete(folder.resolve(file)));
  }

  /** Puts a file back as it is in the project. */
  JsonNode restore(String file) throws IOException {
    return save(file, Files.readString(ORIGINAL.resolve(file)));
  }

  /** Puts back every file that is not as in the project, after a test that has failed. */
  void restoreAll() throws IOException {
    for (String file : files(folder)) {
      Path original = ORIGINAL.resolve(file);
      if (!Files.exists(original)) {
        delete(file);
      } else if (!read(file).equals(Files.readString(original))) {
        restore(file);
      }
    }
    for (String file : files(ORIGINAL)) {
      if (!Files.exists(folder.resolve(file))) {
        restore(file);
      }
    }
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).map(root::relativize).map(Path::toString).toList();
    }
  }

  interface Edit {
    void run() throws IOException;
  }

  /** What the history says of an edit. */
  JsonNode reload(Edit edit) {
    String former = latest().path("time").asText();
    try {
      edit.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(PATIENCE).until(() -> !latest().path("time").asText().equals(former));
    return latest();
  }

  JsonNode latest() {
    return report().path("reloads").path(0);
  }

  /** What {@code GET /admin/routes} answers. */
  JsonNode report() {
    return http.get("/admin/routes").json();
  }
}
