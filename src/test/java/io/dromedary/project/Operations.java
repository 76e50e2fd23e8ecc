package io.dromedary.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the routes answer over HTTP. */
final class Operations {
  private Operations() {}

  /** Each operation as method and path, such as {@code GET /edits/{id}}. */
  static Set<String> all() throws IOException {
    Set<String> operations = new TreeSet<>();
    for (Path file : RouteLint.files(Path.of("routes"))) {
      for (JsonNode from : RouteLint.read(file).findValues("from")) {
        String uri = from.path("uri").asText();
        if (uri.startsWith("platform-http:")) {
          String path = uri.substring("platform-http:".length());
          Stream.of(from.at("/parameters/httpMethodRestrict").asText("GET").split(",", -1))
              .forEach(method -> operations.add(method.strip() + " " + path));
        }
      }
    }
    return operations;
  }

  static Set<String> paths() throws IOException {
    return all().stream()
        .map(operation -> operation.replaceFirst("^\\S+ ", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
