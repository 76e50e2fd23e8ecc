package io.dromedary.reload;

import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Requests of all kinds, again and again, until it is closed; remembers each that fails. */
final class RequestLoad implements AutoCloseable {
  private static final String EDIT =
      """
      {"table":"sales","column":"quantity","value":"1200","condition":"brand = 'Brand B'"}""";
  private static final String CELL =
      """
      {"measure":"quantity","region":{"brand":"Brand C"},"value":1300}""";

  private static final List<Function<HttpApi, Answer>> REQUESTS =
      List.of(
          http -> http.get("/tables"),
          http -> http.get("/view_table/sales_summary_by_product_family?limit=3"),
          http -> http.get("/cubes"),
          http -> http.get("/cubes/sales/cells?measure=quantity&rows=brand"),
          http -> http.post("/update_cell", EDIT),
          http -> http.post("/edits", "[" + EDIT + "]"),
          http -> http.post("/cubes/sales/cells", CELL),
          http -> http.post("/cubes/sales/cells?preview=true", CELL),
          http -> http.get("/get_updates?limit=1"),
          http -> http.get("/get_updates?since=9999999999999-0&wait=3"),
          http -> http.post("/api/v1/load/price", "{\"value\":\"19.90\"}"),
          http -> http.get("/api/v1/load/price"),
          http -> http.get("/api/v1/load"),
          http -> http.get("/sheets"),
          http -> http.get("/sheets/load/price/history"),
          http -> http.get("/"),
          http -> http.get("/page/page.css"),
          http -> http.get("/healthcheck"));

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean isOver;

  private RequestLoad() {}

  static RequestLoad on(HttpApi http) {
    RequestLoad load = new RequestLoad();
    http.post("/api/v1/load/price", "{\"value\":\"19.90\"}");
    for (Function<HttpApi, Answer> request : REQUESTS) {
      Thread thread = new Thread(() -> load.run(http, request), "load");
      thread.start();
      load.threads.add(thread);
    }
    return load;
  }

  private void run(HttpApi http, Function<HttpApi, Answer> request) {
    while (!isOver) {
      try {
        Answer answer = request.apply(http);
        if (answer.status() >= 300) {
          failures.add(answer.status() + " " + answer.body());
        }
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
      answered.incrementAndGet();
    }
  }

  /** The requests since the last call that were not answered well. */
  List<String> takeFailures() {
    List<String> taken = new ArrayList<>();
    for (String failure = failures.poll(); failure != null; failure = failures.poll()) {
      taken.add(failure);
    }
    return taken;
  }

  /** How many requests have been answered until now. */
  long answered() {
    return answered.get();
  }

  @Override
  public void close() throws InterruptedException {
    isOver = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
