package io.dromedary.crash;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Clients that read and wait for changes until they are stopped; one for each path. */
final class ReadLoad implements AutoCloseable {
  /** Small answers and large ones, those that wait and those that do not. */
  private static final List<String> PATHS =
      List.of(
          "/view_table/sales?limit=2000",
          "/cubes/sales/cells?measure=quantity&rows=brand&columns=invoice_date_month",
          "/get_updates?wait=60",
          "/get_updates?since=0&limit=1000",
          "/tables",
          "/healthcheck");

  private static final int PAUSE_AFTER_FAILURE_MILLIS = 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Supplier<URI> program;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();

  private ReadLoad(Supplier<URI> program) {
    this.program = program;
  }

  static ReadLoad start(Supplier<URI> program) {
    ReadLoad load = new ReadLoad(program);
    for (String path : PATHS) {
      Thread thread = new Thread(() -> load.readAll(path));
      thread.setDaemon(true);
      thread.start();
      load.threads.add(thread);
    }
    return load;
  }

  private void readAll(String path) {
    try {
      do {
        read(path);
      } while (!stopped.await(1, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String path) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(program.get().resolve(path)).build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() == 503
          && response.headers().firstValue("Retry-After").isPresent()) {
        refusals.incrementAndGet();
      } else if (response.statusCode() == 200) {
        answers.incrementAndGet();
      } else {
        failures.add("%s answers %s".formatted(path, response));
      }
    } catch (ConnectException e) {
      stopped.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      failures.add("%s: %s".formatted(path, e));
      stopped.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** What happened other than an answer or that the program is not there. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  int answers() {
    return answers.get();
  }

  /** How often the program said that it is about to end. */
  int refusals() {
    return refusals.get();
  }

  @Override
  public void close() {
    stopped.countDown();
    threads.forEach(Thread::interrupt);
  }
}
