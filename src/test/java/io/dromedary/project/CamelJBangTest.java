package io.dromedary.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "the local Maven repository is made of symbolic links")
class CamelJBangTest {
  private static final String HELLO =
      """
      - route:
          id: hello
          from:
            uri: platform-http:/hello
            steps:
              - setBody:
                  expression:
                    constant:
                      expression: hello
      """;

  private static final String EDIT =
      """
      {"table":"sales","column":"quantity","value":"120000","condition":"supplier IS NOT NULL"}""";

  @TempDir private static Path home;

  private static CamelJBang jbang;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @BeforeAll
  static void install() throws Exception {
    jbang = CamelJBang.prepare(home);
  }

  @BeforeEach
  void copyRoutes() throws IOException {
    Path source = Path.of("routes");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, folder.resolve("routes").resolve(source.relativize(file).toString()));
      }
    }
  }

  @Test
  void runsTheRoutesOfAFolderWithTheProgramsBeansAndClosesEverythingAtTheEnd() throws Exception {
    try (Program program = run("--dev").awaitReady()) {
      List<ProcessHandle> redis = program.children();

      assertThat(send(program, post(program, "/update_cell", EDIT))).contains("\"applied\"");
      assertThat(send(program, get(program, "/observe/health")))
          .contains("\"duckdb\"", "\"writer\"", "\"webhooks\"");
      assertThat(program.output())
          .contains("Camel's own reload of routes is off")
          .doesNotContain("Live route reloading enabled");

      Files.writeString(folder.resolve("routes/hello.camel.yaml"), HELLO);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  client
                      .send(get(program, "/hello"), BodyHandlers.ofString())
                      .body()
                      .equals("hello"));

      program.askToEnd();
      program.exitCode();
      assertThat(redis).isNotEmpty();
      await().until(() -> redis.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(folder.resolve("data/workbook.duckdb")).exists();
      assertThat(folder.resolve("data/workbook.duckdb.wal")).doesNotExist();
      assertThat(program.linesOf("WARN")).isEmpty();
      assertThat(program.linesOf("ERROR")).isEmpty();
    }
  }

  @Test
  void leavesNothingBehindIfTheRoutesCannotBeUsed() throws Exception {
    Files.writeString(
        folder.resolve("routes/wrong.camel.yaml"),
        """
        - route:
            id: wrong
            from:
              uri: timer:wrong
              steps:
                - to:
                    uri: bean:noSuchBean
        """);
    try (Program program = run()) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output()).contains("noSuchBean");
      assertThat(folder.resolve("data/workbook.duckdb")).exists();
      assertThat(folder.resolve("data/workbook.duckdb.wal")).doesNotExist();
    }
  }

  /** As a shell does with {@code camel run routes/*}, folders and all. */
  private Program run(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", "--logging-color=false"));
    arguments.add("--prop=dromedary.sample.rows=1000");
    arguments.add("--prop=camel.server.port=0");
    arguments.addAll(List.of(options));
    try (Stream<Path> files = Files.list(folder.resolve("routes"))) {
      files.map(file -> "routes/" + file.getFileName()).sorted().forEach(arguments::add);
    }
    return jbang.camel(folder, arguments.toArray(String[]::new));
  }

  private String send(Program program, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode())
        .as("%s\n%s", response.body(), program.output())
        .isEqualTo(200);
    return response.body();
  }

  private static HttpRequest get(Program program, String path) {
    return HttpRequest.newBuilder(URI.create(program.address() + path)).build();
  }

  private static HttpRequest post(Program program, String path, String body) {
    return HttpRequest.newBuilder(URI.create(program.address() + path))
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
