package io.dromedary.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.dromedary.edit.Json;
import io.dromedary.start.Application;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;

/** The program is asked to end, as service managers do, whatever it is doing. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a program cannot be asked to end there")
class GracefulStopTest {
  private static final int CLIENTS = 6;
  private static final int STOPS = 2;
  private static final int ANSWERS_BETWEEN_STOPS = 120;

  /** Twice what docs/operations.md promises, for the machine may be busy with other tests. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  /** What Java ends with after SIGTERM. */
  private static final int ENDED_BY_SIGTERM = 143;

  private static final String LARGEST_FILE = "200000";

  private static final String EDIT =
      """
      {"table":"sales","column":"quantity","value":"120000","condition":"brand = 'Brand A'"}""";

  private final long seed = Long.getLong("dromedary.crash.seed", System.nanoTime());
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void everyRequestIsAnsweredAndNothingIsLostUnderLoad() throws Exception {
    try (Deployment deployment = Deployment.withEmbeddedRedis(folder)) {
      deployment.start();
      try (FeedFollower follower = FeedFollower.start(deployment::address);
          ReadLoad reads = ReadLoad.start(deployment::address);
          EditLoad edits = EditLoad.start(CLIENTS, seed, deployment::address)) {
        for (int stop = 0; stop < STOPS; stop++) {
          edits.awaitAnswers(ANSWERS_BETWEEN_STOPS, EditClient.REQUEST_LIMIT);
          List<ProcessHandle> redis = deployment.program().handle().descendants().toList();

          assertThat(deployment.program().end(LONGEST_STOP)).isEqualTo(ENDED_BY_SIGTERM);

          assertThat(redis).isNotEmpty();
          await("the end of Redis").until(() -> redis.stream().noneMatch(ProcessHandle::isAlive));
          assertThat(deployment.data().resolve("workbook.duckdb.wal")).doesNotExist();
          assertThat(deployment.program().complaints()).isEmpty();
          assertThat(edits.ledger().brokenRequests()).isEmpty();
          assertThat(reads.failures()).isEmpty();
          deployment.start();
        }
        edits.stop();
        Inquest.Findings findings = new Inquest(deployment, edits.ledger(), folder).hold(follower);
        assertThat(reads.answers()).isPositive();
        assertThat(reads.refusals()).as("reads refused while the program ended").isPositive();
        System.out.printf(
            "Seed %d: %d stops; %d reads, %d refused; %s%n",
            seed, STOPS, reads.answers(), reads.refusals(), findings);
      } catch (Throwable e) {
        throw new AssertionError(
            "With the seed %d: %s%n%s".formatted(seed, e, deployment.report()), e);
      }
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit is a command of Linux")
  void whoeverWaitsForAnEditThatCannotBeMadeIsToldToAskLater() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      deployment.program().limitFiles(LARGEST_FILE);
      HttpRequest inVain =
          post(deployment, "/update_cell", EDIT).header("Prefer", "wait=1").build();
      await("the database to be full")
          .atMost(ProgramProcess.START_LIMIT)
          .until(() -> http.send(inVain, BodyHandlers.ofString()).statusCode() == 202);
      CompletableFuture<HttpResponse<String>> waiting = waitInVain(deployment);

      assertThat(deployment.program().end(LONGEST_STOP)).isEqualTo(ENDED_BY_SIGTERM);

      HttpResponse<String> answer = waiting.join();
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      deployment.start();
      String edit = answer.headers().firstValue("Location").orElseThrow();
      await("the edit")
          .atMost(ProgramProcess.START_LIMIT)
          .until(() -> get(deployment, edit).path("status").asText().equals("applied"));
    }
  }

  @Test
  void aReceiverThatDoesNotAnswerDoesNotHoldItUpAndIsToldAgain() throws Exception {
    CountDownLatch answering = new CountDownLatch(1);
    List<String> calls = new CopyOnWriteArrayList<>();
    List<String> taken = new CopyOnWriteArrayList<>();
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(threads);
    receiver.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          calls.add(body);
          awaitQuietly(answering);
          taken.add(body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    try (Deployment deployment =
        Deployment.withEmbeddedRedis(folder).with("dromedary.webhooks.allow", "127.0.0.1")) {
      deployment.start();
      send(deployment, "/api/v1/plan/price", Map.of("value", "1"));
      String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
      send(deployment, "/webhooks", Map.of("sheet", "plan", "cell", "price", "webhook_url", url));
      send(deployment, "/api/v1/plan/price", Map.of("value", "19.90"));
      await("the delivery").until(() -> !calls.isEmpty());

      assertThat(deployment.program().end(LONGEST_STOP)).isEqualTo(ENDED_BY_SIGTERM);

      assertThat(taken).isEmpty();
      answering.countDown();
      deployment.start();
      await("the delivery after the next start")
          .atMost(ProgramProcess.START_LIMIT)
          .untilAsserted(
              () ->
                  assertThat(calls).hasSizeGreaterThan(1).anyMatch(body -> body.contains("19.9")));
    } finally {
      answering.countDown();
      receiver.stop(0);
      threads.shutdownNow();
    }
  }

  /** Sends an edit, and returns when it is in the log. */
  private CompletableFuture<HttpResponse<String>> waitInVain(Deployment deployment) {
    HttpRequest request =
        post(deployment, "/update_cell", EDIT).header("Prefer", "wait=300").build();
    RedissonClient redis = deployment.connect();
    try {
      int edits = StreamContents.read(redis, Application.REQUESTS).size();
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(request, BodyHandlers.ofString());
      await().until(() -> StreamContents.read(redis, Application.REQUESTS).size() > edits);
      return answer;
    } finally {
      redis.shutdown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpRequest.Builder post(Deployment deployment, String path, String body) {
    return HttpRequest.newBuilder(deployment.address().resolve(path))
        .POST(BodyPublishers.ofString(body));
  }

  private void send(Deployment deployment, String path, Map<String, String> body)
      throws IOException, InterruptedException {
    String json = Json.write(Json.mapper().valueToTree(body));
    HttpResponse<String> response =
        http.send(post(deployment, path, json).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as("%s: %s", path, response.body()).isIn(200, 201);
  }

  private JsonNode get(Deployment deployment, String path)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(deployment.address().resolve(path)).build();
    return Json.read(http.send(request, BodyHandlers.ofString()).body());
  }
}
