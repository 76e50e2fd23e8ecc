package io.dromedary.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.start.Application;
import io.dromedary.testing.Answer;
import io.dromedary.testing.SampleWorkbook;
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

  private static final int THEN = 100;
  private static final int LAST = 300;

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
      JsonNode snapshot = snapshotBetweenEdits(deployment);
      loseRedis(deployment);

      restore(deployment, snapshot.get("name").textValue());

      JsonNode next = goOnFromSnapshot(deployment);
      assertThat(EditId.parse(next.get("id").textValue()))
          .isGreaterThan(EditId.parse(snapshot.get("position").textValue()));
    }
  }

  @Test
  void whatTheLogDoesNotFollowIsRefusedUnlessTheLogIsGivenUp() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      String snapshot = snapshotBetweenEdits(deployment).get("name").textValue();
      loseRedis(deployment);
      deployment.start();
      edit(deployment, 400);
      deployment.program().kill();
      Map<String, String> lived = hashes(deployment, "lived");

      assertThat(deployment.command("restore", snapshot)).isEqualTo(1);
      assertThat(deployment.report()).contains("those between are missing", "--without-log");
      assertThat(hashes(deployment, "still")).isEqualTo(lived);

      for (String file : List.of(SampleWorkbook.FILE, SampleWorkbook.FILE + ".wal")) {
        Files.deleteIfExists(deployment.data().resolve(file));
      }
      assertThat(deployment.command()).isEqualTo(1);
      assertThat(deployment.report()).contains("Dromedary cannot start", "are missing");

      assertThat(deployment.command("restore", snapshot, "--without-log")).isZero();
      goOnFromSnapshot(deployment);
    }
  }

  @Test
  void aDamagedOrUnknownSnapshotIsRefusedAndTheDatabaseStays() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      String snapshot = snapshotBetweenEdits(deployment).get("name").textValue();
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
      String snapshot = snapshotBetweenEdits(deployment).get("name").textValue();
      // As a crash leaves it between the database and its log.
      Path aside = deployment.data().resolve(SampleWorkbook.FILE + ".before-restore-then");
      Files.move(deployment.data().resolve(SampleWorkbook.FILE), aside);
      Files.writeString(deployment.data().resolve("restore.unfinished"), "then");

      assertThat(deployment.command()).isEqualTo(1);
      assertThat(deployment.report()).contains("the restore of a snapshot was interrupted");
      restore(deployment, snapshot);
      assertThat(aside.resolveSibling(aside.getFileName() + ".wal")).exists();

      deployment.start();
      assertThat(quantity(deployment)).isEqualTo(LAST);
    }
  }

  @Test
  void aSnapshotThatDoesNotFitOnTheDiskIsAnsweredWith507AndLeavesNothing() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      edit(deployment, 100);
      assertThat(quantity(deployment)).isEqualTo(100);
      String first = takeSnapshot(deployment).get("name").textValue();
      // Nothing has changed since, so there is nothing to write but the copy, which is too large.
      deployment.program().limitFiles("100000");

      Answer answer = deployment.http().post("/admin/snapshot", "");

      assertThat(answer.status()).as(answer.body()).isEqualTo(507);
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

      assertThat(deployment.http().get("/admin/snapshots").json().get("data")).hasSize(2);
      assertThat(deployment.http().get("/observe/health").body())
          .contains("\"name\":\"snapshots\"");
    }
  }

  /**
   * Runs the program and kills it.
   *
   * @return a snapshot with a quantity of {@value #THEN}; the last edit has set another since
   */
  private JsonNode snapshotBetweenEdits(Deployment deployment) {
    deployment.start();
    edit(deployment, THEN);
    JsonNode snapshot = takeSnapshot(deployment);
    edit(deployment, LAST);
    deployment.program().kill();
    return snapshot;
  }

  private void loseRedis(Deployment deployment) {
    deployment.stopRedis();
    deployment.replaceRedis(folder.resolve("empty-redis"));
  }

  /**
   * Starts the program, which must have what {@link #snapshotBetweenEdits} has had in the snapshot.
   *
   * @return the outcome of another edit
   */
  private static JsonNode goOnFromSnapshot(Deployment deployment) {
    deployment.start();
    assertThat(quantity(deployment)).isEqualTo(THEN);
    JsonNode next = edit(deployment, 200);
    assertThat(next.get("old_total").asLong()).isEqualTo(THEN);
    return next;
  }

  private static String latest(Deployment deployment) {
    return deployment.http().get("/admin/snapshots").json().at("/data/0/position").asText();
  }

  private static JsonNode takeSnapshot(Deployment deployment) {
    Answer answer = deployment.http().post("/admin/snapshot", "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private static void restore(Deployment deployment, String snapshot) {
    assertThat(deployment.command("restore", snapshot)).as("%s", deployment.report()).isZero();
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

  private static JsonNode edit(Deployment deployment, int quantity) {
    Answer answer = deployment.http().update("sales", "quantity", quantity, "product_id = 7");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static long quantity(Deployment deployment) {
    long sum = 0;
    String path = "/view_table/sales?limit=10000&columns=quantity&filter=product_id%20%3D%207";
    for (JsonNode row : deployment.http().get(path).json().get("data")) {
      sum += row.get("quantity").asLong();
    }
    return sum;
  }
}
