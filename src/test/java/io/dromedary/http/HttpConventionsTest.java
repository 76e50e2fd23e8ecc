package io.dromedary.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConventionsTest {
  private static final int CONNECTIONS = 1_100;

  @TempDir private static Path folder;
  private static HttpTestServer server;

  @BeforeAll
  static void startServer() throws Exception {
    Path file = Files.writeString(folder.resolve("file.csv"), "a,b\n");
    server =
        HttpTestServer.start(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("platform-http:/echo").convertBodyTo(String.class);
                from("platform-http:/echo/{id}?httpMethodRestrict=GET,POST")
                    .setHeader("id")
                    .simple("${header.id}", Integer.class)
                    .setHeader("ETag", constant("\"7\""))
                    .setHeader("Cache-Control", constant("no-cache"))
                    .setHeader("Content-Type", constant("application/json"))
                    .convertBodyTo(String.class);
                from("platform-http:/request-id")
                    .setBody(simple("${exchangeProperty.requestId} ${header.X-Request-Id}"));
                from("platform-http:/form")
                    .setBody(simple("${header.name} ${header.CamelAttachmentsSize}"));
                from("platform-http:/file")
                    .process(exchange -> exchange.getMessage().setBody(file.toFile()));
                from("platform-http:/bytes").setBody(constant(new byte[] {'a', 'b'}));
                from("platform-http:/nothing").setBody(constant((Object) null));
              }
            },
            Map.of("dromedary.http.cors", "https://sheets.example, https://other.example"));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/json",
        "text/plain",
        "text/json"
      })
  void bodyReachesTheRouteUntouchedWhateverItsContentType(String contentType) throws Exception {
    String body = "=a+b&c=%41{\"d\":1}";

    HttpResponse<String> reply = server.post("/echo", contentType, body);

    assertThat(reply.body()).isEqualTo(body);
    assertThat(reply.headers().firstValue("Content-Type")).isEmpty();
  }

  @Test
  void bodyNeedsNoContentTypeNorPost() throws Exception {
    HttpRequest.Builder get = server.request("/echo").method("GET", BodyPublishers.ofString("{}"));

    assertThat(server.send(get).body()).isEqualTo("{}");
  }

  @Test
  void chunkedBodyIsReadWhole() throws Exception {
    String body = "0123456789".repeat(20_000);
    HttpRequest.Builder chunked =
        server
            .request("/echo")
            .POST(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))));

    assertThat(server.send(chunked).body()).isEqualTo(body);
  }

  @Test
  void formWithPartsStaysOne() throws Exception {
    String body =
        """
        --x\r
        Content-Disposition: form-data; name="name"\r
        \r
        sales\r
        --x\r
        Content-Disposition: form-data; name="file"; filename="a.csv"\r
        Content-Type: text/csv\r
        \r
        a,b\r
        --x--\r
        """;

    HttpResponse<String> reply = server.post("/form", "multipart/form-data; boundary=x", body);

    assertThat(reply.body()).isEqualTo("sales 1");
    assertThat(reply.headers().firstValue("name")).isEmpty();
  }

  @Test
  void nothingOfTheRequestComesBackButWhatTheRouteSetsDoes() throws Exception {
    HttpResponse<String> reply =
        server.send(
            server
                .request("/echo/5?limit=10")
                .header("X-Custom", "secret")
                .header("Content-Type", "application/json")
                .header("Cache-Control", "no-store")
                .header("CamelHttpResponseCode", "418")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().map().keySet())
        .extracting(String::toLowerCase)
        .containsExactlyInAnyOrder(
            "cache-control", "content-length", "content-type", "etag", "vary", "x-request-id");
    assertThat(reply.headers().firstValue("Cache-Control")).contains("no-cache");
  }

  @Test
  void requestIdIsAcceptedAndReachesRouteAndReply() throws Exception {
    HttpResponse<String> reply =
        server.send(server.request("/request-id").header("X-Request-Id", "01J-a.b~c:d"));

    assertThat(reply.body()).isEqualTo("01J-a.b~c:d 01J-a.b~c:d");
    assertThat(reply.headers().allValues("X-Request-Id")).containsExactly("01J-a.b~c:d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "<script>", "\"a\""})
  void requestIdThatIsNoneIsReplaced(String given) throws Exception {
    HttpResponse<String> reply =
        server.send(server.request("/request-id").header("X-Request-Id", given));

    String made = reply.headers().firstValue("X-Request-Id").orElseThrow();
    assertThat(made).isNotEqualTo(given).matches("[0-9a-f]+-[0-9a-f]+");
    assertThat(reply.body()).isEqualTo(made + " " + made);
  }

  @Test
  void headAnswersAsGetWithoutTheBody() throws Exception {
    for (String path : List.of("/echo/5", "/file", "/bytes")) {
      HttpResponse<String> get = server.get(path);
      HttpResponse<String> head =
          server.send(server.request(path).method("HEAD", BodyPublishers.noBody()));

      assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("ETag")).isEqualTo(get.headers().firstValue("ETag"));
      assertThat(head.headers().firstValue("Content-Length"))
          .isEqualTo(get.headers().firstValue("Content-Length"));
      assertThat(head.headers().firstValue("X-Request-Id")).isPresent();
    }
  }

  @Test
  void optionsAnswersWithTheAllowedMethods() throws Exception {
    assertThat(allow("/echo/5")).isEqualTo("GET, HEAD, OPTIONS, POST");
    assertThat(allow("/echo")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
  }

  @Test
  void corsIsGrantedToTheConfiguredOriginsOnly() throws Exception {
    HttpResponse<String> granted =
        server.send(server.request("/bytes").header("Origin", "https://sheets.example"));
    HttpResponse<String> preflight =
        server.send(
            server
                .request("/bytes")
                .header("Origin", "https://other.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "idempotency-key")
                .method("OPTIONS", BodyPublishers.noBody()));
    HttpResponse<String> refused =
        server.send(server.request("/bytes").header("Origin", "https://evil.example"));

    assertThat(granted.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://sheets.example");
    assertThat(granted.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
        .contains("X-Request-Id");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("Idempotency-Key");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("/problems/forbidden");
  }

  @Test
  void gzipIsUsedWhenAskedFor() throws Exception {
    HttpRequest.Builder request = server.request("/bytes").header("Accept-Encoding", "gzip");

    HttpResponse<byte[]> reply = server.client().send(request.build(), BodyHandlers.ofByteArray());

    assertThat(reply.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(reply.body()))).hasContent("ab");
    assertThat(server.get("/bytes").headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void fileIsSentWithItsLength() throws Exception {
    HttpResponse<String> reply = server.get("/file");

    assertThat(reply.body()).isEqualTo("a,b\n");
    assertThat(reply.headers().firstValue("Content-Length")).contains("4");
  }

  @Test
  void replyWithoutBodyHasNoContent() throws Exception {
    assertThat(server.get("/nothing").statusCode()).isEqualTo(204);
  }

  @Test
  void moreThanAThousandConnectionsAreAccepted() throws Exception {
    List<RawConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(new RawConnection(server.port()));
      }
      for (RawConnection connection : connections) {
        connection.send("GET /bytes HTTP/1.1\r\nHost: test\r\n\r\n");
      }
      for (RawConnection connection : connections) {
        assertThat(connection.readUntil("\r\n\r\nab")).startsWith("HTTP/1.1 200 ");
      }
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
  }

  private static String allow(String path) throws Exception {
    HttpResponse<String> reply =
        server.send(server.request(path).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(reply.statusCode()).isEqualTo(204);
    return reply.headers().firstValue("Allow").orElseThrow();
  }
}
