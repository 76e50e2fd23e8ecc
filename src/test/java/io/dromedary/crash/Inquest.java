package io.dromedary.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.redis.StreamPositions;
import io.dromedary.start.Application;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.redisson.api.RedissonClient;

/**
 * The end of a run: lets the program finish, kills it, and holds what is left against the rules.
 */
final class Inquest {
  private static final Duration FINISH_LIMIT = Duration.ofSeconds(30);
  private static final int ASKED_EDITS = 400;

  private final Deployment deployment;
  private final Ledger ledger;
  private final Path folder;

  Inquest(Deployment deployment, Ledger ledger, Path folder) {
    this.deployment = deployment;
    this.ledger = ledger;
    this.folder = folder;
  }

  /** What a run came to, for the record. */
  record Findings(int edits, int applied, int answers, int lostAnswers, String hash) {
    @Override
    public String toString() {
      return "%d edits in the log, %d of them applied; %d answers, %d lost; replayed thrice to the hash %s"
          .formatted(edits, applied, answers, lostAnswers, hash);
    }
  }

  /**
   * Checks everything. The program must be ready and no client may send edits any more.
   *
   * @param follower a reader of the feed since before the first edit
   */
  Findings hold(FeedFollower follower) throws Exception {
    Evidence evidence;
    SheetChecks sheets = new SheetChecks();
    RedissonClient redis = deployment.connect();
    try {
      awaitLastOutcome(redis);
      askForEdits();
      sheets.readFrom(deployment.address());
      List<StreamContents.Entry> requests = StreamContents.read(redis, Application.REQUESTS);
      List<StreamContents.Entry> responses = StreamContents.read(redis, Application.RESPONSES);
      evidence = new Evidence(ledger, requests, responses, List.of());
      follow(follower, responses);
    } finally {
      redis.shutdown();
    }
    deployment.program().kill();
    return examine(evidence, sheets);
  }

  private void awaitLastOutcome(RedissonClient redis) {
    await("the outcome of the last edit")
        .atMost(FINISH_LIMIT)
        .until(
            () ->
                StreamPositions.lastId(redis, Application.REQUESTS)
                    .equals(StreamPositions.lastId(redis, Application.RESPONSES)));
  }

  private static void follow(FeedFollower follower, List<StreamContents.Entry> responses) {
    List<EditId> expected =
        responses.stream()
            .filter(entry -> !entry.fields().get("updates").equals("[]"))
            .map(StreamContents.Entry::id)
            .toList();
    List<EditId> told = follower.editsUntil(expected.get(expected.size() - 1));
    assertThat(follower.failures()).isEmpty();
    assertThat(told).as("the edits that the feed has told").containsExactlyElementsOf(expected);
  }

  /** Each edit that a client knows of can be asked for, and has the outcome that it was told. */
  private void askForEdits() throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    List<Answer> answers = new ArrayList<>(ledger.answers());
    Collections.shuffle(answers, new Random(answers.size()));
    for (Answer answer : answers.subList(0, Math.min(ASKED_EDITS, answers.size()))) {
      URI edit = deployment.address().resolve("/edits/" + answer.id());
      String body = http.send(HttpRequest.newBuilder(edit).build(), BodyHandlers.ofString()).body();
      JsonNode document = Json.read(body);
      assertThat(Evidence.attemptOf(document.path("edit")))
          .as("%s", body)
          .isEqualTo(answer.attempt());
      if (answer.body().has(RandomCells.ANSWERED)) {
        assertThat(RandomCells.isTrue(answer.body().get(RandomCells.ANSWERED), document))
            .as("%s, once answered with %s", body, answer)
            .isTrue();
      } else if (answer.isApplied()) {
        assertThat(document.path("rows").asText()).isEqualTo(answer.body().path("rows").asText());
        assertThat(document.path("new_total").asText())
            .isEqualTo(answer.body().path("new_total").asText());
      } else if (answer.isFinal()) {
        assertThat(document.has("problem")).as("%s, once answered with %s", body, answer).isTrue();
      }
    }
  }

  private Findings examine(Evidence streams, SheetChecks sheets) throws SQLException, IOException {
    try (Workbook left = Workbook.copyOf(deployment.data(), folder.resolve("left"));
        Workbook initial = Workbook.create(folder.resolve("initial"), Deployment.SAMPLE_ROWS)) {
      Evidence evidence =
          new Evidence(ledger, streams.requests(), streams.responses(), left.edits());
      ExactlyOnceChecks checks = new ExactlyOnceChecks(evidence);
      checks.run();
      sheets.run(evidence, left);
      assertThat(left.total("net_price"))
          .as("the initial total and the increments that were applied")
          .isEqualByComparingTo(initial.total("net_price").add(checks.increments()));
      assertThat(left.wrongTotals()).as("rows of the view with a wrong total").isZero();
      for (String measure : List.of("quantity", "net_price")) {
        assertThat(left.leavesUndone(measure))
            .as("%s with every edit undone", measure)
            .isEqualTo(initial.leaves(measure));
      }
      String hash = replay(evidence, left.hashes());
      return new Findings(
          evidence.edits().size(),
          evidence.applied().size(),
          ledger.answers().size(),
          ledger.lostAnswers(),
          hash);
    }
  }

  private String replay(Evidence evidence, Map<String, String> expected)
      throws SQLException, IOException {
    for (int groupSize : List.of(1, 7, 1_000)) {
      Path replica = folder.resolve("replayed-by-" + groupSize);
      try (Workbook workbook = Workbook.create(replica, Deployment.SAMPLE_ROWS)) {
        workbook.apply(evidence.log(), groupSize);
        assertThat(workbook.hashes())
            .as("the log replayed in groups of %d", groupSize)
            .isEqualTo(expected);
      }
    }
    return Integer.toHexString(expected.hashCode());
  }
}
