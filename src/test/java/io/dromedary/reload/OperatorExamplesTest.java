package io.dromedary.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/operations.md}, as they stand there, in a running program. */
class OperatorExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```yaml\\n# (\\S+\\.camel\\.yaml)(?:, first step of (\\S+))?\\n(.*?)```",
          Pattern.DOTALL);

  @TempDir static Path parent;

  private static final Map<String, Example> EXAMPLES = new LinkedHashMap<>();
  private static RoutesFolderCopy folder;
  private static RunningApplication program;
  private static HttpApi http;

  /**
   * One example.
   *
   * @param route whose first step it becomes, or null if it is a file of its own
   */
  private record Example(String file, String route, String text) {}

  @BeforeAll
  static void start() throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("docs/operations.md")));
    while (matcher.find()) {
      String text = matcher.group(3).replaceAll("file:(outcomes|export)", "file:" + parent + "/$1");
      EXAMPLES.put(matcher.group(1), new Example(matcher.group(1), matcher.group(2), text));
    }
    folder = RoutesFolderCopy.in(parent);
    program = RunningApplication.start(folder.path());
    http = program.http().withoutContract();
    folder.usedBy(http);
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  @Test
  void everyExampleIsTried() {
    assertThat(EXAMPLES.keySet())
        .containsExactlyInAnyOrder(
            "edits.camel.yaml",
            "audit.camel.yaml",
            "tables.camel.yaml",
            "reports.camel.yaml",
            "export.camel.yaml");
  }

  @Test
  void validationStepRefusesEditsOfNobody() throws IOException {
    apply("edits.camel.yaml");
    String edit = HttpApi.edit("sales", "quantity", 7, "product_id = 198");

    assertThat(http.post("/update_cell", edit).status()).isEqualTo(403);
    assertThat(http.post("/update_cell", edit, "X-User", "mia").status()).isEqualTo(200);
    assertThat(http.post("/edits", "[" + edit + "]").status()).isEqualTo(403);
    assertThat(http.post("/edits", "[" + edit + "]", "X-User", "mia").status()).isEqualTo(200);
    String cell = "{\"value\":\"1\"}";
    assertThat(http.post("/api/v1/guarded/a", cell).status()).isEqualTo(403);
    assertThat(http.post("/api/v1/guarded/a", cell, "X-User", "mia").status()).isEqualTo(201);

    folder.restore("edits.camel.yaml");
    assertThat(http.post("/update_cell", edit).status()).isEqualTo(200);
  }

  @Test
  void outcomesGoToFile() throws IOException {
    apply("audit.camel.yaml");

    String id = http.update("sales", "quantity", 8, "product_id = 197").text("id");

    await().until(() -> written("outcomes").contains(id));
    folder.delete("audit.camel.yaml");
  }

  @Test
  void clientIsThrottled() throws IOException {
    apply("tables.camel.yaml");

    List<Answer> answers =
        IntStream.range(0, 30)
            .mapToObj(i -> http.get("/view_table/sales?limit=1", "X-Forwarded-For", "10.0.0.9"))
            .toList();

    Answer refused = answers.stream().filter(one -> one.status() == 429).findFirst().orElseThrow();
    assertThat(refused.text("type")).isEqualTo("/problems/too-many-requests");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(http.get("/view_table/sales?limit=1", "X-Forwarded-For", "10.0.0.8").status())
        .isEqualTo(200);
    folder.restore("tables.camel.yaml");
  }

  @Test
  void statementTellsNoAuthors() throws IOException {
    http.post("/api/v1/notes/price", "{\"value\":\"1\",\"user\":\"mia\"}");
    String history = "/sheets/notes/price/history";
    http.get(history);

    JsonNode changed =
        folder.replace(
            "sql/cell-history.sql",
            "json_extract_string(request, '$.user') AS author",
            "NULL AS author");

    assertThat(changed.path("status").asText()).isEqualTo("applied");
    assertThat(http.get(history).json().path("data").path(0).path("user").isNull()).isTrue();
    folder.restore("sql/cell-history.sql");
  }

  @Test
  void endpointAnswers() throws IOException {
    apply("reports.camel.yaml");

    assertThat(http.get("/reports/top-products").json()).hasSize(10);
    folder.delete("reports.camel.yaml");
  }

  @Test
  void exportIsWritten() throws IOException {
    // The time of the example would have to be waited for. Camel skips a run that comes due while
    // the route is still starting, so one run must not be all there is.
    Example example = EXAMPLES.get("export.camel.yaml");
    JsonNode added =
        folder.save(
            example.file(),
            example
                .text()
                .replaceFirst("time: .*", "delay: 0")
                .replaceFirst("period: .*", "period: 200"));

    assertThat(added.path("message").asText()).isEqualTo("added nightly-export");
    await().until(() -> written("export").contains("Brand A"));
    assertThat(folder.save(example.file(), example.text()).path("status").asText())
        .isEqualTo("applied");
    folder.delete("export.camel.yaml");
  }

  private static void apply(String file) {
    Example example = EXAMPLES.get(file);
    JsonNode taken =
        example.route() == null
            ? folder.save(file, example.text())
            : folder.edit(file, text -> withFirstStep(text, example));
    assertThat(taken.path("status").asText()).as("%s", taken).isEqualTo("applied");
  }

  private static String withFirstStep(String text, Example example) {
    int route = text.indexOf("id: " + example.route() + "\n");
    int steps = text.indexOf("steps:\n", route) + "steps:\n".length();
    return text.substring(0, steps) + example.text() + text.substring(steps);
  }

  private static String written(String name) throws IOException {
    Path place = parent.resolve(name);
    if (!Files.exists(place)) {
      return "";
    }
    try (Stream<Path> files = Files.list(place)) {
      StringBuilder all = new StringBuilder();
      for (Path file : (Iterable<Path>) files::iterator) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }
}
