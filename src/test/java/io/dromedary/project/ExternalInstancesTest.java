package io.dromedary.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dromedary.edit.Json;
import io.dromedary.testing.HttpApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances, each a process with a data folder of its own, whose cells refer to each other.
 */
class ExternalInstancesTest {
  @TempDir private Path folder;
  private final List<Program> programs = new ArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private HttpServer subscriber;

  @BeforeEach
  void start() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      programs.add(
          Program.launch(
              folder.resolve(name),
              "-Dcamel.server.port=0",
              "-Ddromedary.sample.rows=0",
              "-Ddromedary.webhooks.allow=localhost,127.0.0.1"));
    }
    subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    subscriber.createContext(
        "/",
        exchange -> {
          told.add(Json.read(exchange.getRequestBody().readAllBytes()).path("result").asText());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    subscriber.start();
    programs.forEach(Program::awaitReady);
  }

  @AfterEach
  void stop() {
    subscriber.stop(0);
    programs.forEach(Program::close);
  }

  private HttpApi http(int program) {
    return new HttpApi(URI.create(programs.get(program).address()).getPort());
  }

  private void write(int program, String cell, String value) {
    assertThat(http(program).post("/api/v1/" + cell, Json.write(Map.of("value", value))))
        .satisfies(answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(201));
  }

  private String result(int program, String cell) {
    return http(program).get("/api/v1/" + cell).text("result");
  }

  private String reference(int program, String cell) {
    return "=EXTERNAL_REF(%s/api/v1/%s)".formatted(programs.get(program).address(), cell);
  }

  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  @Test
  void changesTravelAlongAChainOfInstancesAndEndInACircle() {
    write(2, "prices/c", "1");
    write(1, "costs/b", reference(2, "prices/c") + "+1");
    write(0, "plan/a", reference(1, "costs/b") + "*2");
    http(0)
        .post(
            "/api/v1/plan/a/subscribe",
            Json.write(
                Map.of(
                    "webhook_url",
                    "http://localhost:%d/".formatted(subscriber.getAddress().getPort()))));

    write(2, "prices/c", "10");

    eventually().until(() -> result(0, "plan/a").equals("22"));
    eventually().until(() -> told.contains("22"));
    assertThat(result(1, "costs/b")).isEqualTo("11");

    write(2, "prices/c", reference(0, "plan/a"));

    // The change has come round when the value is not the first, and ended when none follows.
    eventually().until(() -> !result(2, "prices/c").equals("22"));
    List<List<String>> states = new CopyOnWriteArrayList<>();
    eventually()
        .during(Duration.ofSeconds(2))
        .until(
            () -> {
              states.add(state());
              return states.get(Math.max(0, states.size() - 2)).equals(state());
            });
    assertThat(told.size()).isLessThan(6);
    assertThat(programs).allSatisfy(program -> assertThat(program.linesOf("ERROR")).isEmpty());
  }

  private List<String> state() {
    return Stream.of(result(0, "plan/a"), result(1, "costs/b"), result(2, "prices/c")).toList();
  }
}
