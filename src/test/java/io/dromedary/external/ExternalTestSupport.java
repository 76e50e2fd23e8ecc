package io.dromedary.external;

import static org.awaitility.Awaitility.await;

import io.dromedary.edit.Json;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The program, which may call this machine, and another server with cells. */
abstract class ExternalTestSupport {
  static RunningApplication running;

  RemoteCells remote;

  @BeforeAll
  static void startApplication() {
    running =
        RunningApplication.start(
            Optional.empty(),
            Map.of(
                "dromedary.webhooks.allow", "localhost,127.0.0.1",
                "dromedary.external.deadline", "3000",
                "dromedary.external.threads", "4",
                "dromedary.external.queue", "100",
                "dromedary.external.attempts", "4",
                "dromedary.external.first-delay", "10",
                "dromedary.external.longest-delay", "20"));
  }

  @AfterAll
  static void stopApplication() {
    running.close();
  }

  @BeforeEach
  void startRemote() throws IOException {
    remote = new RemoteCells();
  }

  @AfterEach
  void stopRemote() {
    remote.close();
  }

  static HttpApi http() {
    return running.http();
  }

  static Answer write(String cell, String value) {
    return http().post("/api/v1/" + cell, Json.write(Map.of("value", value)));
  }

  static Answer writeReference(String cell, String url) {
    return write(cell, "=EXTERNAL_REF(" + url + ")");
  }

  static String result(String cell) {
    return http().get("/api/v1/" + cell).text("result");
  }

  /** The URL of a cell of the program. */
  static String own(String cell) {
    return "http://localhost:%d/api/v1/%s".formatted(running.application().port(), cell);
  }

  /** Tells of a change that a cell refers to. */
  static Answer tell(String cell, String... headers) {
    return http().post("/api/v1/" + cell + "/externalRefWebhook", "anything = at all", headers);
  }

  static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }
}
