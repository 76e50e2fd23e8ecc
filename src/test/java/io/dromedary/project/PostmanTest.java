package io.dromedary.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collection of requests in {@code postman/} holds of the program as the README starts it. */
class PostmanTest {
  private static final Path COLLECTION = Path.of("postman/dromedary.postman_collection.json");
  private static final Path ENVIRONMENT = Path.of("postman/local.postman_environment.json");
  private static final Path NEWMAN = Path.of(".ci/node_modules/.bin/newman");
  private static final Path COUNTS = Path.of("target/postman.txt");

  /** Requests that are there to find no operation. */
  private static final Set<String> ELSEWHERE =
      Set.of("GET /nosuch", "DELETE /update_cell", "OPTIONS /update_cell");

  @Test
  void everyOperationIsWalkedAndEveryRequestHasAnOperation() throws IOException {
    Set<String> operations = Operations.all();
    Set<String> walked = new TreeSet<>();
    List<String> astray = new ArrayList<>();
    for (JsonNode request : requests()) {
      String asked = operationOf(request);
      List<String> found =
          operations.stream().filter(operation -> isAnswered(asked, operation)).toList();
      walked.addAll(found);
      if (found.isEmpty() && !ELSEWHERE.contains(asked)) {
        astray.add(asked);
      }
    }

    assertThat(operations).isNotEmpty();
    assertThat(walked).isEqualTo(operations);
    assertThat(astray).isEmpty();
  }

  @Test
  void everyRequestIsNamedAndTested() {
    List<JsonNode> items = items(Json.read(read(COLLECTION)).path("item"));

    assertThat(items).isNotEmpty();
    assertThat(items)
        .allSatisfy(
            item -> {
              assertThat(item.path("name").asText()).isNotBlank();
              assertThat(item.path("event").findValuesAsText("listen")).contains("test");
            });
  }

  @Test
  void theCollectionHoldsOfTheProgramTwiceInARow(@TempDir Path folder) throws Exception {
    assertThat(ENVIRONMENT).exists();
    if (System.getenv("CI") == null) {
      assumeThat(NEWMAN).as("newman, see CONTRIBUTING.md").exists();
    }
    assertThat(NEWMAN).as("newman, see CONTRIBUTING.md").exists();
    List<String> counts = new ArrayList<>();
    try (Program program = Program.launchFromSources(folder).awaitReady()) {
      for (String run : List.of("on fresh data", "again on the same data")) {
        counts.add("Postman, " + run + ": " + walk(program, folder));
      }
    }
    Files.createDirectories(COUNTS.getParent());
    Files.write(COUNTS, counts);
  }

  /** Runs the collection once; says what was counted. */
  private static String walk(Program program, Path folder) throws Exception {
    Path report = folder.resolve("newman.json");
    Process newman =
        new ProcessBuilder(
                NEWMAN.toString(),
                "run",
                COLLECTION.toString(),
                "--environment",
                ENVIRONMENT.toString(),
                "--env-var",
                "baseUrl=" + program.address(),
                "--timeout-request",
                "60000",
                "--color",
                "off",
                "--reporters",
                "cli,json",
                "--reporter-json-export",
                report.toString())
            .redirectErrorStream(true)
            .start();
    String output;
    try (InputStream stream = newman.getInputStream()) {
      output = new String(stream.readAllBytes(), UTF_8);
    }
    int status = newman.waitFor();
    JsonNode stats = Json.read(read(report)).at("/run/stats");
    int requests = stats.at("/requests/total").asInt();
    int assertions = stats.at("/assertions/total").asInt();
    int failures = Json.read(read(report)).at("/run/failures").size();
    assertThat(status).as("%s\n%s", output, program.output()).isZero();
    assertThat(failures).as(output).isZero();
    assertThat(requests).isPositive();
    assertThat(assertions).isGreaterThan(requests);
    return "%d requests, %d assertions, %d failures".formatted(requests, assertions, failures);
  }

  private static List<JsonNode> requests() {
    return items(Json.read(read(COLLECTION)).path("item")).stream()
        .map(item -> item.path("request"))
        .toList();
  }

  /** The requests of folders and of the folders in them. */
  private static List<JsonNode> items(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode item : list) {
      if (item.has("item")) {
        items.addAll(items(item.path("item")));
      } else {
        items.add(item);
      }
    }
    return items;
  }

  /** Method and path, such as {@code GET /edits/{{edit}}}. */
  private static String operationOf(JsonNode request) {
    String path =
        request.path("url").asText().replace("{{baseUrl}}", "").replaceFirst("\\?.*$", "");
    String method = request.path("method").asText();
    return (method.equals("HEAD") ? "GET" : method) + " " + path;
  }

  /** A parameter of the operation takes any segment; a variable of the request is a segment. */
  private static boolean isAnswered(String asked, String operation) {
    List<String> segments = segments(asked);
    List<String> pattern = segments(operation);
    return segments.size() == pattern.size()
        && Stream.iterate(0, at -> at < pattern.size(), at -> at + 1)
            .allMatch(
                at -> pattern.get(at).startsWith("{") || pattern.get(at).equals(segments.get(at)));
  }

  private static List<String> segments(String operation) {
    return Arrays.asList(operation.split("/", -1));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
