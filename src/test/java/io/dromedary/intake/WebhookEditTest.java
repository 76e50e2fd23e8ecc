package io.dromedary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Webhooks from their subscription to what a receiver gets, in the whole program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookEditTest {
  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer receiver;
  private RunningApplication running;

  @BeforeAll
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(exchange.getRequestURI() + " " + body);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    running =
        RunningApplication.start(
            Optional.empty(), Map.of("dromedary.webhooks.allow", "localhost,127.0.0.1"));
  }

  @AfterAll
  void stop() {
    running.close();
    receiver.stop(0);
  }

  private HttpApi http() {
    return running.http();
  }

  private String url(String path) {
    return "http://localhost:%d/%s".formatted(receiver.getAddress().getPort(), path);
  }

  private Answer write(String cell, String value) {
    return http()
        .post("/api/v1/" + cell, "{\"value\":\"%s\"}".formatted(value.replace("\"", "\\\"")));
  }

  private Answer subscribe(String cell, String path) {
    return http()
        .post(
            "/api/v1/%s/subscribe".formatted(cell),
            "{\"webhook_url\":\"%s\"}".formatted(url(path)));
  }

  private List<String> receivedAt(String path) {
    return received.stream().filter(one -> one.startsWith("/" + path + " ")).toList();
  }

  @Test
  void aSubscriberOfACellIsToldOfItsChangesAlsoOfThoseThatFollow() {
    write("told/a", "1");
    write("told/b", "=a*2");
    Answer answer = subscribe("told/B", "b");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"webhook_url\":\"%s\"}".formatted(url("b")));
    assertThat(answer.header("Location")).startsWith("/webhooks/");

    write("told/a", "2");
    write("told/a", "2.0");
    write("told/b", "=a*3");

    await()
        .untilAsserted(
            () ->
                assertThat(receivedAt("b"))
                    .containsExactly(
                        "/b {\"value\":\"=a*2\",\"result\":\"4\"}",
                        "/b {\"value\":\"=a*3\",\"result\":\"6\"}"));
  }

  @Test
  void aSubscriberOfASheetIsToldOfAllItsCells() {
    write("whole/a", "1");
    Answer answer =
        http()
            .post(
                "/webhooks",
                "{\"sheet\":\"Whole\",\"webhook_url\":\"%s\"}".formatted(url("whole")));
    assertThat(answer.status()).isEqualTo(201);
    String webhook = "/webhooks/" + answer.text("id");
    assertThat(answer.header("Location")).isEqualTo(webhook);

    http().post("/api/v1/whole", "{\"b\":\"=a+1\",\"A\":\"5\"}");
    http().send(http().request("/api/v1/whole/b").DELETE());

    await()
        .untilAsserted(
            () ->
                assertThat(receivedAt("whole"))
                    .containsExactly(
                        "/whole {\"sheet\":\"whole\",\"cell\":\"a\",\"value\":\"5\",\"result\":\"5\"}",
                        "/whole {\"sheet\":\"whole\",\"cell\":\"b\",\"value\":\"=a+1\",\"result\":\"6\"}",
                        "/whole {\"sheet\":\"whole\",\"cell\":\"b\",\"value\":\"\",\"result\":\"\"}"));
    assertThat(http().get(webhook).text("sheet")).isEqualTo("Whole");
  }

  @Test
  void aSubscriberIsToldWhenAnEditOfACubeChangesTheCell() {
    int product = running.anotherProduct();
    write("plan/q", "=CUBE(\"sales\",\"quantity\",\"product_id\",%d)".formatted(product));
    subscribe("plan/q", "cube");

    assertThat(http().update("sales", "quantity", 777, "product_id = " + product).status())
        .isEqualTo(200);

    await()
        .untilAsserted(
            () ->
                assertThat(receivedAt("cube"))
                    .singleElement()
                    .asString()
                    .endsWith("\"result\":\"777\"}"));
  }

  @Test
  void manySubscribersOfACellAreToldUntilTheyLeaveAndAlsoAfterARestart() {
    write("many/a", "1");
    subscribe("many/a", "stays");
    String leaving = subscribe("many/a", "leaves").header("Location");
    assertThat(subscribe("many/a", "leaves").header("Location"))
        .as("the same subscription again")
        .isEqualTo(leaving);
    assertThat(http().send(http().request(leaving).DELETE()).status()).isEqualTo(204);
    assertThat(http().send(http().request(leaving).DELETE()).status()).isEqualTo(404);

    running.restart();
    write("many/a", "2");

    await().untilAsserted(() -> assertThat(receivedAt("stays")).hasSize(1));
    assertThat(receivedAt("leaves")).isEmpty();
    assertThat(http().get(leaving).text("type")).isEqualTo("/problems/unknown-webhook");
  }

  @Test
  void aSubscriptionThatCannotBeIsRefused() {
    write("refused/a", "1");
    String path = "/api/v1/refused/a/subscribe";

    assertThat(
            http()
                .post("/api/v1/refused/b/subscribe", "{\"webhook_url\":\"%s\"}".formatted(url("x")))
                .body())
        .isEqualTo("{\"error\":\"b: cell not found\"}");
    assertThat(http().post(path, "{}").status()).isEqualTo(400);
    assertThat(http().post(path, "{\"webhook_url\":\"ftp://example.org\"}").status())
        .isEqualTo(400);
    assertThat(http().post(path, "{\"webhook_url\":\"http://10.1.2.3/\"}").text("type"))
        .isEqualTo("/problems/forbidden-address");
    Answer badSecret =
        http()
            .post(
                "/webhooks",
                "{\"sheet\":\"refused\",\"cell\":\"a\",\"webhook_url\":\"%s\",\"secret\":\"?\"}"
                    .formatted(url("x")));
    assertThat(badSecret.status()).isEqualTo(400);
    assertThat(badSecret.text("field")).isEqualTo("secret");
    assertThat(
            http()
                .post(
                    "/webhooks",
                    "{\"sheet\":\"nowhere\",\"webhook_url\":\"%s\"}".formatted(url("x")))
                .text("type"))
        .isEqualTo("/problems/unknown-sheet");
  }
}
