package io.dromedary.external;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dromedary.edit.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody else's server with cells, which answers as a test tells it. */
final class RemoteCells implements AutoCloseable {
  /** A request that has arrived; {@code tag} is what it has under If-None-Match, or null. */
  record Request(String method, String path, String tag, String body) {}

  /** What is answered: whole, or a status alone. */
  record Answer(int status, String body, String entityTag) {
    static Answer cell(String result) {
      return new Answer(200, Json.write(Map.of("value", "=b", "result", result)), null);
    }
  }

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> holds = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int subscribeStatus = 201;

  RemoteCells() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
    Answer answer = answers.getOrDefault(path, new Answer(404, "{}", null));
    requests.add(new Request(exchange.getRequestMethod(), path, tag, body));
    CountDownLatch hold = holds.remove(path);
    if (hold != null) {
      try {
        hold.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (path.endsWith("/subscribe")) {
      answer = new Answer(subscribeStatus, body, null);
    } else if (tag != null && tag.equals(answer.entityTag())) {
      answer = new Answer(304, "", null);
    }
    if (answer.entityTag() != null) {
      exchange.getResponseHeaders().add("ETag", answer.entityTag());
    }
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String url(String path) {
    return "http://localhost:%d%s".formatted(server.getAddress().getPort(), path);
  }

  void set(String path, String result) {
    answer(path, Answer.cell(result));
  }

  void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  void refuseSubscriptions() {
    subscribeStatus = 404;
  }

  /** Holds the next answer of a path, which is what it would be now, until the latch opens. */
  CountDownLatch hold(String path) {
    CountDownLatch hold = new CountDownLatch(1);
    holds.put(path, hold);
    return hold;
  }

  List<Request> requests() {
    return requests;
  }

  long reads(String path) {
    return requests.stream()
        .filter(request -> request.method().equals("GET") && request.path().equals(path))
        .count();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
