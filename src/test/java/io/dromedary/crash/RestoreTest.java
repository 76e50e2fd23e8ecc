package io.dromedary.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.start.Application;
import io.dromedary.testing.SampleWorkbook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;

/** Snapshots that are taken while clients edit, and what is there when one of them is restored. */
class RestoreTest {
  private static final int CLIENTS = 6;
  private static final int ANSWERS = 150;
  private static final Duration ANSWERS_LIMIT = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void aSnapshotAndTheLogAreTheStateOfNow() throws Exception {
    try (Deployment deployment = Deployment.withEmbeddedRedis(folder)) {
      restoreUnderLoad(deployment);
    }
  }

  private void restoreUnderLoad(Deployment deployment) throws Exception {
    deployment.start();
    try (FeedFollower follower = FeedFollower.start(deployment::address)) {
      Ledger ledger;
      try (EditLoad load = EditLoad.start(CLIENTS, 1, deployment::address)) {
        load.awaitAnswers(ANSWERS, ANSWERS_LIMIT);
        JsonNode snapshot = takeSnapshot(deployment);
        load.awaitAnswers(ANSWERS, ANSWERS_LIMIT);
        load.stop();
        ledger = load.ledger();
        deployment.program().kill();
        Map<String, String> lived = hashes(deployment, "lived");

        restore(deployment, snapshot.get("name").textValue());
        assertThat(position(deployment, "restored")).isEqualTo(snapshot.get("position").asText());
        deployment.start();
        deployment.program().kill();

        assertThat(hashes(deployment, "caught-up")).isEqualTo(lived);
      }
      deployment.start();
      try (EditLoad load = EditLoad.start(ledger, CLIENTS, CLIENTS, 2, deployment::address)) {
        load.awaitAnswers(ANSWERS, ANSWERS_LIMIT);
        load.stop();
        new Inquest(deployment, ledger, folder).hold(follower);
      }
    } catch (Throwable e) {
      throw new AssertionError(deployment.report(), e);
    }
  }

  @Test
  void aSnapshotHoldsExactlyTheEditsUpToItsPosition() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      JsonNode snapshot;
      try (EditLoad load = EditLoad.start(CLIENTS, 3, deployment::address)) {
        load.awaitAnswers(ANSWERS, ANSWERS_LIMIT);
        snapshot = takeSnapshot(deployment);
        load.awaitAnswers(ANSWERS, ANSWERS_LIMIT);
        load.stop();
      }
      EditId position = EditId.parse(snapshot.get("position").textValue());
      RedissonClient redis = deployment.connect();
      Evidence log =
          new Evidence(
              new Ledger(), StreamContents.read(redis, Application.REQUESTS), List.of(), List.of());
      redis.shutdown();

      try (Workbook copy =
              Workbook.copyOf(
                  deployment.data().resolve("snapshots").resolve(snapshot.get("name").asText()),
                  folder.resolve("copy"));
          Workbook replayed = Workbook.create(folder.resolve("replayed"), Deployment.SAMPLE_ROWS)) {
        replayed.apply(
            log.log().stream().filter(entry -> !entry.id().isAfter(position)).toList(), 1_000);

        assertThat(copy.edits()).isNotEmpty().last().extracting("id").isEqualTo(position);
        assertThat(copy.hashes()).isEqualTo(replayed.hashes());
      }
    }
  }

  @Test
  void withoutItsRedisASnapshotIsTheStateOfThenAndNewEditsGetNewIds() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      edit(deployment, 100);
      JsonNode snapshot = takeSnapshot(deployment);
      edit(deployment, 300);
      deployment.program().kill();
      deployment.stopRedis();
      deployment.replaceRedis(folder.resolve("empty-redis"));

      restore(deployment, snapshot.get("name").textValue());
      deployment.start();

      assertThat(quantity(deployment)).isEqualTo(100);
      JsonNode next = edit(deployment, 200);
      assertThat(EditId.parse(next.get("id").textValue()))
          .isGreaterThan(EditId.parse(snapshot.get("position").textValue()));
      assertThat(next.get("old_total").asLong()).isEqualTo(100);
    }
  }

  @Test
  void whatTheLogDoesNotFollowIsRefusedUnlessTheLogIsGivenUp() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      edit(deployment, 100);
      String snapshot = takeSnapshot(deployment).get("name").textValue();
      edit(deployment, 300);
      deployment.program().kill();
      deployment.stopRedis();
      deployment.replaceRedis(folder.resolve("empty-redis"));
      deployment.start();
      edit(deployment, 400);
      deployment.program().kill();
      Map<String, String> lived = hashes(deployment, "lived");

      assertThat(deployment.command("restore", snapshot)).isEqualTo(1);
      assertThat(deployment.report()).contains("those between are missing", "--without-log");
      assertThat(hashes(deployment, "still")).isEqualTo(lived);

      delete(deployment, SampleWorkbook.FILE);
      delete(deployment, SampleWorkbook.FILE + ".wal");
      assertThat(deployment.command()).isEqualTo(1);
      assertThat(deployment.report()).contains("Dromedary cannot start", "are missing");

      assertThat(deployment.command("restore", snapshot, "--without-log")).isZero();
      deployment.start();
      assertThat(quantity(deployment)).isEqualTo(100);
      assertThat(edit(deployment, 500).get("old_total").asLong()).isEqualTo(100);
    }
  }

  @Test
  void aDamagedOrUnknownSnapshotIsRefusedAndTheDatabaseStays() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      edit(deployment, 100);
      String snapshot = takeSnapshot(deployment).get("name").textValue();
      edit(deployment, 300);
      deployment.program().kill();
      Map<String, String> lived = hashes(deployment, "lived");
      Files.write(
          deployment.data().resolve("snapshots").resolve(snapshot).resolve(SampleWorkbook.FILE),
          new byte[] {1},
          StandardOpenOption.APPEND);

      assertThat(deployment.command("restore", "none")).isEqualTo(1);
      assertThat(deployment.report()).contains("there is no snapshot 'none'", snapshot);
      assertThat(deployment.command("restore", snapshot)).isEqualTo(1);
      assertThat(deployment.report()).contains("is not what was stored");
      assertThat(deployment.command("resotre", snapshot)).isEqualTo(1);
      assertThat(deployment.report()).contains("is no command");

      assertThat(hashes(deployment, "still")).isEqualTo(lived);
    }
  }

  @Test
  void anInterruptedRestoreKeepsTheProgramFromStartingUntilItIsRepeated() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      edit(deployment, 100);
      String snapshot = takeSnapshot(deployment).get("name").textValue();
      edit(deployment, 300);
      deployment.program().kill();
      // As a crash leaves it between the database and its log.
      Path aside = deployment.data().resolve(SampleWorkbook.FILE + ".before-restore-then");
      Files.move(deployment.data().resolve(SampleWorkbook.FILE), aside);
      Files.writeString(deployment.data().resolve("restore.unfinished"), "then");

      assertThat(deployment.command()).isEqualTo(1);
      assertThat(deployment.report()).contains("the restore of a snapshot was interrupted");
      restore(deployment, snapshot);
      assertThat(aside.resolveSibling(aside.getFileName() + ".wal")).exists();

      deployment.start();
      assertThat(quantity(deployment)).isEqualTo(300);
    }
  }

  @Test
  void aSnapshotThatDoesNotFitOnTheDiskIsAnsweredWith507AndLeavesNothing() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      edit(deployment, 100);
      assertThat(quantity(deployment)).isEqualTo(100);
      String first = takeSnapshot(deployment).get("name").textValue();
      // Nothing has changed since, so the checkpoint writes nothing, and only the copy is too
      // large.
      deployment.program().limitFiles("100000");

      HttpResponse<String> answer = post(deployment, "/admin/snapshot", "");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
      assertThat(answer.body()).contains("/problems/no-room", "cannot be stored");
      deployment.program().limitFiles("unlimited");
      try (Stream<Path> left = Files.list(deployment.data().resolve("snapshots"))) {
        assertThat(left).containsExactly(deployment.data().resolve("snapshots").resolve(first));
      }
      takeSnapshot(deployment);
      assertThat(edit(deployment, 200).get("old_total").asLong()).isEqualTo(100);
    }
  }

  @Test
  void theTimerTakesSnapshotsWhileEditsComeAndKeepsTheLatest() throws Exception {
    try (Deployment deployment =
        Deployment.withExternalRedis(folder)
            .with("dromedary.snapshots.every", "1s")
            .with("dromedary.snapshots.check", "100")
            .with("dromedary.snapshots.keep", "2")) {
      deployment.start();
      for (int value = 1; value <= 4; value++) {
        JsonNode made = edit(deployment, value);
        await("the snapshot of edit " + value)
            .atMost(ANSWERS_LIMIT)
            .until(() -> latest(deployment).equals(made.get("id").textValue()));
      }

      JsonNode list = Json.read(get(deployment, "/admin/snapshots"));
      assertThat(list.get("data")).hasSize(2);
      assertThat(get(deployment, "/observe/health")).contains("\"name\":\"snapshots\"");
    }
  }

  private String latest(Deployment deployment) throws IOException, InterruptedException {
    return Json.read(get(deployment, "/admin/snapshots"))
        .path("data")
        .path(0)
        .path("position")
        .asText();
  }

  private JsonNode takeSnapshot(Deployment deployment) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(deployment, "/admin/snapshot", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Json.read(answer.body());
  }

  private static void restore(Deployment deployment, String snapshot) {
    assertThat(deployment.command("restore", snapshot)).as("%s", deployment.report()).isZero();
  }

  private static void delete(Deployment deployment, String file) throws IOException {
    Files.deleteIfExists(deployment.data().resolve(file));
  }

  private Map<String, String> hashes(Deployment deployment, String name) throws Exception {
    try (Workbook workbook = Workbook.copyOf(deployment.data(), folder.resolve(name))) {
      return workbook.hashes();
    }
  }

  /** The last edit in the database of a program that does not run. */
  private String position(Deployment deployment, String name) throws Exception {
    try (Workbook workbook = Workbook.copyOf(deployment.data(), folder.resolve(name))) {
      List<Workbook.StoredEdit> edits = workbook.edits();
      return edits.get(edits.size() - 1).id().toString();
    }
  }

  private JsonNode edit(Deployment deployment, int quantity)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        post(
            deployment,
            "/update_cell",
            """
            {"table":"sales","column":"quantity","value":%d,"condition":"product_id = 7"}
            """
                .formatted(quantity));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body());
  }

  private long quantity(Deployment deployment) throws IOException, InterruptedException {
    long sum = 0;
    String path = "/view_table/sales?limit=10000&columns=quantity&filter=product_id%20%3D%207";
    for (JsonNode row : Json.read(get(deployment, path)).get("data")) {
      sum += row.get("quantity").asLong();
    }
    return sum;
  }

  private HttpResponse<String> post(Deployment deployment, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(deployment.address().resolve(path))
            .timeout(EditClient.REQUEST_LIMIT)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private String get(Deployment deployment, String path) throws IOException, InterruptedException {
    URI uri = deployment.address().resolve(path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8)).body();
  }
}
