package io.dromedary.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
  private static final int MAX_BODY = 1_000;

  private static HttpTestServer server;
  private static HttpTestServer yaml;

  @BeforeAll
  static void startServers() {
    server =
        HttpTestServer.start(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("platform-http:/unhandled/{name}?httpMethodRestrict=GET,POST")
                    .process(new FailingStep());
                from("platform-http:/tables/{table}/rows?httpMethodRestrict=POST")
                    .setBody(constant("ok"));
                from("platform-http:/unsendable")
                    .process(exchange -> exchange.getMessage().setBody(new Object()));
                from("platform-http:/bad-header")
                    .setHeader("X-Name", constant("a\r\nSet-Cookie: b"))
                    .setBody(constant("ok"));
              }
            },
            Map.of("dromedary.http.max-body", Integer.toString(MAX_BODY)));
    yaml = HttpTestServer.startYaml("http/problems.camel.yaml");
  }

  @AfterAll
  static void stopServers() {
    server.close();
    yaml.close();
  }

  @Test
  void unknownPathIsNotFound() throws Exception {
    JsonNode problem = problem(server.get("/nowhere"), 404, "/problems/not-found");

    assertThat(problem.path("detail").asText()).contains("/nowhere");
  }

  @Test
  void wrongMethodIsToldTheRightOnes() throws Exception {
    HttpResponse<String> reply =
        server.send(server.request("/unhandled/a").PUT(BodyPublishers.ofString("{}")));

    problem(reply, 405, "/problems/method-not-allowed");
    assertThat(reply.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/unhandled/%zz", "/unhandled/a?b=%zz", "/unhandled/a?%", "/unsendable?b=%zz"})
  void badPercentEncodingIsMalformed(String path) throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");

      assertThat(connection.readUntil("\"}"))
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json", "/problems/malformed-request");
    }
  }

  @Test
  void longRequestLineIsRefused() throws Exception {
    String path = "/tables/" + "a".repeat(AsyncHttpServer.MAX_REQUEST_LINE);

    problem(server.get(path), 414, "/problems/uri-too-long");
  }

  @Test
  void largeHeadersAreRefused() throws Exception {
    HttpResponse<String> reply =
        server.send(server.request("/tables/a/rows").header("X-Large", "a".repeat(40_000)));

    problem(reply, 431, "/problems/headers-too-large");
  }

  @Test
  void whatIsNotHttpIsMalformed() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send("GET /unhandled/a HTTP/x\r\n\r\n");

      assertThat(connection.readUntil("\"}"))
          .contains(" 400 ", "application/problem+json", "/problems/malformed-request");
    }
  }

  @Test
  void largeBodyIsRefusedAndTheConnectionStaysInStep() throws Exception {
    HttpResponse<String> reply =
        server.post("/tables/a/rows", "application/json", "a".repeat(MAX_BODY + 1));

    problem(reply, 413, "/problems/body-too-large");
    assertThat(server.post("/tables/a/rows", "application/json", "a".repeat(MAX_BODY)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void largeChunkedBodyIsRefused() throws Exception {
    byte[] body = new byte[10 * MAX_BODY];
    HttpResponse<String> reply =
        server.send(
            server
                .request("/tables/a/rows")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    problem(reply, 413, "/problems/body-too-large");
  }

  @Test
  void problemThatARouteDoesNotHandleIsTheReply() throws Exception {
    JsonNode problem = problem(server.get("/unhandled/stock"), 404, "/problems/unknown-table");

    assertThat(problem.path("detail").asText()).isEqualTo("There is no table stock.");
    assertThat(problem.path("table").asText()).isEqualTo("stock");
  }

  @Test
  void faultOfTheProgramIsNotShown() throws Exception {
    HttpResponse<String> reply = server.get("/unhandled/fault");

    problem(reply, 500, "/problems/internal-error");
    assertThat(reply.body()).doesNotContain("secret", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/unsendable", "/bad-header"})
  void replyThatCannotBeSentIsAFault(String path) throws Exception {
    HttpResponse<String> reply = server.get(path);

    problem(reply, 500, "/problems/internal-error");
    assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void yamlRouteRepliesWithProblemReply() throws Exception {
    HttpResponse<String> reply = yaml.get("/handled/stock");

    JsonNode problem = problem(reply, 404, "/problems/unknown-table");
    assertThat(problem.path("table").asText()).isEqualTo("stock");
    assertThat(reply.headers().firstValue("X-Handled")).contains("by-onException");
    problem(yaml.get("/handled/fault"), 500, "/problems/internal-error");
  }

  @Test
  void unavailableLogSaysWhenToRetry() throws Exception {
    assertThat(yaml.get("/handled/log").headers().firstValue("Retry-After")).contains("1");
    assertThat(server.get("/unhandled/log").headers().firstValue("Retry-After")).contains("1");
  }

  private static JsonNode problem(HttpResponse<String> reply, int status, String type)
      throws Exception {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JsonMapper.builder().build().readTree(reply.body());
    assertThat(problem.path("type").asText()).isEqualTo(type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("instance").asText())
        .isEqualTo(reply.headers().firstValue("X-Request-Id").orElseThrow());
    return problem;
  }
}
