package io.dromedary.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dromedary.edit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** A server that receives deliveries, and answers as a test tells it. */
final class TestReceiver implements AutoCloseable {
  /** A delivery that has arrived, and the status that was answered. */
  record Received(String path, Headers headers, String body, int status) {
    String id() {
      return headers.getFirst("webhook-id");
    }

    String value() {
      JsonNode json = Json.read(body);
      return json.path("value").asText();
    }

    boolean isAccepted() {
      return status == 200;
    }
  }

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile ToIntFunction<HttpExchange> answer = exchange -> 200;

  TestReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          int status = answer.applyAsInt(exchange);
          received.add(
              new Received(
                  exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body, status));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  /** Decides how it answers; the function gives the status, and may wait. */
  void answer(ToIntFunction<HttpExchange> how) {
    answer = how;
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  List<Received> received() {
    return received;
  }

  /** The values that were accepted at a path, in the order of arrival. */
  List<String> accepted(String path) {
    return received.stream()
        .filter(one -> one.path().equals(path) && one.isAccepted())
        .map(Received::value)
        .toList();
  }

  /** Answers with so many bytes that nobody can keep them. */
  static int endless(HttpExchange exchange) {
    try {
      exchange.sendResponseHeaders(200, 0);
      byte[] part = new byte[1 << 16];
      while (true) {
        exchange.getResponseBody().write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
