package io.dromedary.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  private static final String ANY_PORT = "-Dcamel.server.port=0";
  private static final String EDIT =
      """
      {"table":"sales","column":"quantity","value":"120000","condition":"supplier IS NOT NULL"}""";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void answersWhoeverWaitsAndClosesEverythingWhenItIsAskedToEnd() throws Exception {
    try (Program program = Program.launch(data(), ANY_PORT).awaitReady()) {
      List<ProcessHandle> redis = program.children();
      String version =
          send(program, post(program, "/update_cell", EDIT))
              .headers()
              .firstValue("Location")
              .orElseThrow()
              .replace("/edits/", "");
      CompletableFuture<HttpResponse<String>> waiting =
          client.sendAsync(
              get(program, "/get_updates?wait=60&since=" + version), BodyHandlers.ofString());
      // Another connection, so it cannot say that the first request has arrived, only make it
      // likely.
      send(program, get(program, "/edits/" + version));
      program.askToEnd();

      assertThat(waiting.join().body()).contains("\"cursor\":\"" + version + "\"");
      program.exitCode();
      assertThat(redis).isNotEmpty();
      await().until(() -> redis.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(data().resolve("workbook.duckdb")).exists();
      assertThat(data().resolve("workbook.duckdb.wal")).doesNotExist();
      assertThat(program.linesOf("INFO"))
          .filteredOn(line -> line.contains("Settings: "))
          .singleElement()
          .asString()
          .endsWith(
              "Settings: dromedary.data=%s, camel.server.port=0, dromedary.sample.rows=1000"
                  .formatted(data()));
      assertThat(program.linesOf("WARN")).isEmpty();
      assertThat(program.linesOf("ERROR")).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a library in use cannot be deleted")
  void leavesNothingInTheFolderForTemporaryFilesWhenItIsKilled() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    // The JVM's own figures, which it deletes the next time.
    String[] options = {ANY_PORT, "-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData"};
    try (Program program = Program.launch(data(), options).awaitReady()) {
      send(program, post(program, "/update_cell", EDIT));
      program.kill();
    }

    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only there Java is started anew")
  void jarGoesOnInTheSameProcessWithItsArchiveOfClasses() throws Exception {
    Path installed = Files.createDirectory(folder.resolve("with a space"));
    Path jar = Program.jar(installed.resolve("dromedary.jar"));
    // Java takes none that another has made, and does without.
    Files.writeString(installed.resolve("classes.jsa"), "of another Java");
    try (Program program = Program.launchJar(jar, data(), ANY_PORT).awaitReady()) {
      assertThat(program.arguments())
          .contains("-XX:SharedArchiveFile=" + installed.resolve("classes.jsa"))
          .contains("-Ddromedary.data=" + data());
      assertThat(program.openFiles()).filteredOn(jar::equals).hasSize(1);
      assertThat(data().resolve("workbook.duckdb")).exists();
      program.askToEnd();

      assertThat(program.exitCode()).isEqualTo(143);
      assertThat(program.output().lines().findFirst().orElseThrow()).contains(" INFO ");
      assertThat(program.linesOf("WARN")).isEmpty();
    }
  }

  @Test
  void twoProgramsDoNotShareADataFolder() throws Exception {
    try (Program first = Program.launch(data(), ANY_PORT).awaitReady();
        Program second = Program.launch(data(), ANY_PORT)) {
      assertEndsWith(second, "Another Dromedary works on the data folder " + data());
      send(first, get(first, "/get_updates"));
    }
  }

  @Test
  void aTakenPortIsSaidInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        Program program = Program.launch(data(), "-Dcamel.server.port=" + taken.getLocalPort())) {
      assertEndsWith(program, "0.0.0.0:" + taken.getLocalPort() + " cannot be listened on");
    }
  }

  @Test
  void aWrongPropertyIsSaidInOneLine() throws Exception {
    try (Program program = Program.launch(data(), "-Dcamel.server.port=80x")) {
      assertEndsWith(program, "camel.server.port is '80x'; it must be a whole number");
    }
  }

  @Test
  void anUnknownSettingIsSaidInOneLineBeforeAnythingIsOpened() throws Exception {
    try (Program program = Program.launch(data(), "-Ddromedary.webhooks.ques=5")) {
      assertEndsWith(
          program, "dromedary.webhooks.ques is no setting; did you mean dromedary.webhooks.queue?");
    }
    assertThat(data()).doesNotExist();
  }

  @Test
  void aSettingOfAFeatureIsCheckedBeforeAnythingIsOpened() throws Exception {
    try (Program program =
        Program.launch(data(), "-Ddromedary.webhooks.secret=not base64, but secret")) {
      assertEndsWith(
          program,
          "dromedary.webhooks.secret is '***'; it must be base64, which whsec_ may precede");
    }
    assertThat(data()).doesNotExist();
  }

  @Test
  void aWrongSettingOfTheLogIsLogged() throws Exception {
    try (Program program = Program.launch(data(), "-Ddromedary.log.format=xml")) {
      assertEndsWith(program, "dromedary.log.format is 'xml'; it must be one of text, json");
    }
  }

  @Test
  void aHeapThatDoesNotHoldTheLeavesIsSaidInOneLine() throws Exception {
    try (Program program =
        Program.launch(data(), ANY_PORT, "-Ddromedary.sample.rows=3000000", "-Xmx64m")) {
      assertEndsWith(program, "the heap has 64 MB, give it more with java -Xmx");
    }
  }

  @Test
  void anEditForWhichTheHeapIsTooSmallIsRejectedAndHoldsUpNoOther() throws Exception {
    try (Program program =
        Program.launch(data(), ANY_PORT, "-Ddromedary.sample.rows=2000000", "-Xmx160m")
            .awaitReady()) {
      HttpResponse<String> large =
          client.send(post(program, "/update_cell", EDIT), BodyHandlers.ofString());

      assertThat(large.statusCode()).as(large.body()).isEqualTo(422);
      assertThat(large.body()).contains("/problems/region-too-large");
      send(
          program,
          post(program, "/update_cell", EDIT.replace("supplier IS NOT NULL", "product_id = 7")));
    }
  }

  private static void assertEndsWith(Program program, String reason) throws InterruptedException {
    assertThat(program.exitCode()).isEqualTo(1);
    assertThat(program.linesOf("ERROR")).singleElement().asString().contains(reason);
    assertThat(program.output()).doesNotContain("\tat ");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private HttpResponse<String> send(Program program, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode())
        .as("%s\n%s", response.body(), program.output())
        .isEqualTo(200);
    return response;
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
