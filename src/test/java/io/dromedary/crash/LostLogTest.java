package io.dromedary.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.start.Application;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;

/** Redis comes back with less than the database holds, as after a failover or a restored backup. */
class LostLogTest {
  private static final long FAR_FUTURE = 9_000_000_000_000L;

  private final HttpClient http = HttpClient.newHttpClient();
  private int made;

  @TempDir Path folder;

  @Test
  void anOlderRedisGetsTheOutcomesThatItLacksWhileTheProgramRuns() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      List<EditId> edits = new ArrayList<>(make(deployment, 5));
      Path older = copyRedis(deployment);
      // The clock of Redis runs ahead, so that the ids after the loss are small ones.
      edits.add(makeInTheFuture(deployment));
      edits.addAll(make(deployment, 5));

      deployment.stopRedis();
      deployment.replaceRedis(older);
      edits.addAll(make(deployment, 5));

      assertThat(edits).isSorted().doesNotHaveDuplicates();
      assertThat(published(deployment, edits.get(edits.size() - 1))).isEqualTo(edits);
      assertThat(told(deployment)).isEqualTo(edits);
    }
  }

  @Test
  void anOlderRedisGetsTheOutcomesThatItLacksWhenTheProgramStarts() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      List<EditId> edits = new ArrayList<>(make(deployment, 5));
      Path older = copyRedis(deployment);
      edits.add(makeInTheFuture(deployment));
      edits.addAll(make(deployment, 5));

      deployment.program().kill();
      deployment.stopRedis();
      deployment.replaceRedis(older);
      deployment.start();

      assertThat(published(deployment, edits.get(edits.size() - 1))).isEqualTo(edits);
      edits.addAll(make(deployment, 5));
      assertThat(edits).isSorted().doesNotHaveDuplicates();
      assertThat(published(deployment, edits.get(edits.size() - 1))).isEqualTo(edits);
      assertThat(told(deployment)).isEqualTo(edits);
    }
  }

  @Test
  void anEmptyRedisGetsTheLatestOutcomesAndTheFeedStillTellsAll() throws Exception {
    try (Deployment deployment =
        Deployment.withExternalRedis(folder).with("dromedary.log.keep", "1000")) {
      deployment.start();
      List<EditId> edits = new ArrayList<>(makeList(deployment, 1_500));
      deployment.program().kill();
      deployment.stopRedis();
      deployment.replaceRedis(folder.resolve("empty-redis"));

      deployment.start();

      assertThat(published(deployment, edits.get(edits.size() - 1)))
          .isEqualTo(edits.subList(500, 1_500));
      assertThat(told(deployment)).isEqualTo(edits);
      edits.addAll(make(deployment, 1));
      assertThat(told(deployment)).isEqualTo(edits);
    }
  }

  @Test
  void whatIsNoEditIsRejectedAndTheWriterGoesOn() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      List<EditId> edits = new ArrayList<>();
      for (Map<String, String> entry :
          List.of(
              Map.of("data", "not JSON"),
              Map.of("data", ""),
              Map.of("data", "null"),
              Map.of("data", "[]"),
              Map.of("data", "{\"table\":\"sales\"}"),
              Map.of("data", "[".repeat(100_000)),
              Map.of("data", edit("((((".repeat(50_000))),
              Map.of("data", edit("brand = 'a\\u0000b'")),
              Map.of("anything", "else"))) {
        edits.add(add(deployment, null, entry));
      }

      edits.addAll(make(deployment, 1));

      assertThat(published(deployment, edits.get(edits.size() - 1))).isEqualTo(edits);
      for (EditId rejected : edits.subList(0, edits.size() - 1)) {
        assertThat(get(deployment, "/edits/" + rejected).path("status").asText())
            .isEqualTo("rejected");
      }
    }
  }

  private static String edit(String condition) {
    return "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":1,\"condition\":\"%s\"}"
        .formatted(condition);
  }

  /** Each changes one row of leaves, so that the feed tells of it. */
  private String nextEdit() {
    return """
        {"table":"sales","column":"quantity","method":"add_equal","value":%d,"condition":"product_id = %d"}
        """
        .formatted(++made, 1 + made % 200);
  }

  private List<EditId> make(Deployment deployment, int count) {
    List<EditId> ids = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String edit = nextEdit();
      await("an edit to be applied")
          .atMost(EditClient.REQUEST_LIMIT)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> post(deployment, "/update_cell", edit, ids));
    }
    return ids;
  }

  private boolean post(Deployment deployment, String path, String body, List<EditId> ids)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(deployment.address().resolve(path))
                .header("Idempotency-Key", "edit " + made)
                .timeout(EditClient.REQUEST_LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() == 503) {
      return false;
    }
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode answer = Json.read(response.body());
    (answer.has("data") ? answer.get("data") : List.of(answer))
        .forEach(outcome -> ids.add(EditId.parse(outcome.get("id").textValue())));
    return true;
  }

  private List<EditId> makeList(Deployment deployment, int count)
      throws IOException, InterruptedException {
    String list =
        IntStream.range(0, count)
            .mapToObj(number -> nextEdit())
            .collect(Collectors.joining(",", "[", "]"));
    List<EditId> ids = new ArrayList<>();
    assertThat(post(deployment, "/edits", list, ids)).isTrue();
    return ids;
  }

  private EditId makeInTheFuture(Deployment deployment) {
    EditId id = new EditId(FAR_FUTURE, 0);
    return add(deployment, id, Map.of("data", nextEdit()));
  }

  /** Adds an entry to the log past the program. */
  private static EditId add(Deployment deployment, EditId id, Map<String, String> fields) {
    RedissonClient redis = deployment.connect();
    try {
      var stream = redis.<String, String>getStream(Application.REQUESTS, StringCodec.INSTANCE);
      if (id == null) {
        return EditId.parse(stream.add(StreamAddArgs.entries(fields)).toString());
      }
      stream.add(new StreamMessageId(id.millis(), id.sequence()), StreamAddArgs.entries(fields));
      return id;
    } finally {
      redis.shutdown();
    }
  }

  /** A copy of what Redis holds now. */
  private Path copyRedis(Deployment deployment) throws IOException {
    Path current = folder.resolve("external-redis");
    Path copy = folder.resolve("older-redis");
    deployment.stopRedis();
    try (Stream<Path> files = Files.walk(current)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(current.relativize(file).toString()));
      }
    }
    deployment.replaceRedis(current);
    return copy;
  }

  /** The ids in response_duck, once the last one is there. */
  private static List<EditId> published(Deployment deployment, EditId last) {
    RedissonClient redis = deployment.connect();
    try {
      return await("the outcome of " + last)
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  StreamContents.read(redis, Application.RESPONSES).stream()
                      .map(StreamContents.Entry::id)
                      .toList(),
              ids -> ids.contains(last));
    } finally {
      redis.shutdown();
    }
  }

  /** The edits that the feed tells from its beginning. */
  private List<EditId> told(Deployment deployment) throws IOException, InterruptedException {
    List<EditId> told = new ArrayList<>();
    String cursor = "0";
    while (true) {
      JsonNode page = get(deployment, "/get_updates?limit=1000&since=" + cursor).get("data");
      page.get("updates").forEach(row -> told.add(EditId.parse(row.get("id").textValue())));
      if (page.get("cursor").textValue().equals(cursor)) {
        return told.stream().distinct().toList();
      }
      cursor = page.get("cursor").textValue();
    }
  }

  private JsonNode get(Deployment deployment, String path)
      throws IOException, InterruptedException {
    URI uri = deployment.address().resolve(path);
    return Json.read(
        http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
  }
}
