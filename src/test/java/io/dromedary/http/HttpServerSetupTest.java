package io.dromedary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.settings.SettingValues;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerSetupTest {
  private static final RouteBuilder ECHO =
      new RouteBuilder() {
        @Override
        public void configure() {
          from("platform-http:/echo/{id}?httpMethodRestrict=POST").convertBodyTo(String.class);
        }
      };

  @Test
  void managementMayHaveAPortOfItsOwn() throws Exception {
    String port = Integer.toString(freePort());
    Map<String, String> management =
        Map.of(
            "camel.management.enabled", "true",
            "camel.management.port", port,
            "camel.management.healthCheckEnabled", "true");
    try (HttpTestServer server = HttpTestServer.start(ECHO, management)) {
      HttpRequest health =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/observe/health"))
              .build();

      assertThat(server.client().send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThat(server.post("/echo/1", "text/plain", "a").body()).isEqualTo("a");
    }
  }

  @Test
  void routesMayBeBelowAPath() throws Exception {
    try (HttpTestServer server = HttpTestServer.start(ECHO, Map.of("camel.server.path", "/api"))) {
      assertThat(server.post("/api/echo/1", "text/plain", "a").body()).isEqualTo("a");
      assertThat(server.get("/api/echo/1").headers().firstValue("Allow")).contains("OPTIONS, POST");
      assertThat(server.get("/echo/1").body()).contains("/problems/not-found");
    }
  }

  @Test
  void http2ClientsAreServedToo() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    try (HttpTestServer server = HttpTestServer.start(ECHO)) {
      HttpRequest post =
          server
              .request("/echo/1")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("=a+b"))
              .build();
      HttpResponse<String> upgraded = client.send(post, BodyHandlers.ofString());
      HttpResponse<String> second = client.send(post, BodyHandlers.ofString());

      assertThat(upgraded.body()).isEqualTo("=a+b");
      assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(second.body()).isEqualTo("=a+b");
      assertThat(second.headers().firstValue("X-Request-Id")).isPresent();
    }
  }

  @Test
  void portInUseFailsTheStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Map<String, String> port = Map.of("camel.server.port", "" + taken.getLocalPort());

      assertThatThrownBy(() -> HttpTestServer.start(ECHO, port))
          .hasStackTraceContaining("Address already in use");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dromedary.http.max-body | 1 MB                       | a whole number of bytes from 1 to 2147483647
          dromedary.http.max-body | 0                          | a whole number of bytes from 1 to 2147483647
          dromedary.http.workers  | 99999999999                | a whole number of threads from 1 to 10000
          dromedary.http.cors     | https://sheets.example/app | origins such as https://sheets.example.org
          camel.server.port       | 65536                      | a whole number from 0 to 65535
          """)
  void settingThatMakesNoSenseIsRefused(String name, String value, String allowed) {
    assertThatThrownBy(
            () -> SettingValues.of(List.of(HttpServerSetup.SETTINGS), Map.of(name, value)))
        .hasMessageStartingWith("%s is '%s'; it must be %s".formatted(name, value, allowed));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
