package io.dromedary.webhook;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with webhooks, a receiver, and what every test of them does. */
abstract class WebhookTestSupport {
  WebhookServer server;
  TestReceiver receiver;

  @BeforeEach
  void open() throws Exception {
    server = new WebhookServer();
    receiver = new TestReceiver();
  }

  @AfterEach
  void close() {
    server.close();
    receiver.close();
  }

  /** Waiting with short polls, and long enough for a slow machine. */
  static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(20));
  }

  EditId subscribe(long number, String path) {
    return server
        .directory()
        .subscribe(number, Optional.of("A"), receiver.url(path), Optional.empty());
  }

  JsonNode json(String path) throws Exception {
    return Json.read(server.get(path).body());
  }
}
