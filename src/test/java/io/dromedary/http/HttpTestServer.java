package io.dromedary.http;

import io.dromedary.settings.SettingValues;
import io.dromedary.start.ContextSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Camel Main with the HTTP edge on a free port, and a client for it. */
final class HttpTestServer implements AutoCloseable {
  private final Main main;
  // A small pool, so that the threads of a test are the server's.
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .executor(executor)
          .build();

  private HttpTestServer(Main main) {
    this.main = main;
  }

  static HttpTestServer start(RouteBuilder routes) {
    return start(routes, Map.of());
  }

  static HttpTestServer start(RouteBuilder routes, Map<String, String> properties) {
    Main main = new Main();
    main.configure().addRoutesBuilder(routes);
    return start(main, properties);
  }

  /** Starts with the routes of a YAML file on the class path. */
  static HttpTestServer startYaml(String resource) {
    Main main = new Main();
    main.configure().withRoutesIncludePattern("classpath:" + resource);
    return start(main, Map.of());
  }

  private static HttpTestServer start(Main main, Map<String, String> properties) {
    SettingValues values = SettingValues.of(List.of(HttpServerSetup.SETTINGS), properties);
    main.addMainListener(new ContextSetup(context -> HttpServerSetup.install(context, values)));
    main.addInitialProperty("camel.server.port", "0");
    properties.forEach(main::addInitialProperty);
    main.start();
    return new HttpTestServer(main);
  }

  CamelContext camelContext() {
    return main.getCamelContext();
  }

  int port() {
    return AsyncHttpServer.of(camelContext()).getPort();
  }

  HttpClient client() {
    return client;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String contentType, String body)
      throws IOException, InterruptedException {
    return send(
        request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getAsync(String path) {
    return client.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  /** Stops Camel, gracefully. */
  void stop() {
    main.stop();
  }

  @Override
  public void close() {
    main.stop();
    executor.shutdownNow();
  }
}
