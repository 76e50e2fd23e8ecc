package io.dromedary.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** A closed loop of clients: each sends its next request when it has the answer to the last. */
final class Load implements AutoCloseable {
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final int port;

  Load(int port) {
    this.port = port;
  }

  /**
   * What a run measured.
   *
   * @param perSecond answers with status 2xx in a second
   * @param p50 of all answers, in milliseconds
   * @param p99 likewise
   * @param others answers with another status
   * @param longestGap between two answers with status 2xx, in milliseconds
   */
  record Result(double perSecond, double p50, double p99, long others, double longestGap) {
    @Override
    public String toString() {
      return "%8.0f/s   p50 %7.2f ms   p99 %7.2f ms   not 2xx: %d"
          .formatted(perSecond, p50, p99, others);
    }
  }

  /** A request; the body is empty for GET. */
  record Request(HttpMethod method, String path, String body) {
    static Request get(String path) {
      return new Request(HttpMethod.GET, path, "");
    }

    static Request post(String path, String body) {
      return new Request(HttpMethod.POST, path, body);
    }
  }

  /** Sends bodies to a path over so many connections for so many seconds. */
  Result run(String path, Supplier<String> bodies, int connections, int seconds)
      throws InterruptedException {
    return run(() -> Request.post(path, bodies.get()), connections, seconds);
  }

  /** Sends requests over so many connections for so many seconds. */
  Result run(Supplier<Request> requests, int connections, int seconds) throws InterruptedException {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultPort(port)
                .setMaxPoolSize(connections)
                .setPipelining(false));
    Run run = new Run(client, requests, System.nanoTime() + seconds * 1_000_000_000L);
    CountDownLatch ended = new CountDownLatch(connections);
    long start = System.nanoTime();
    for (int connection = 0; connection < connections; connection++) {
      run.next(ended);
    }
    ended.await();
    double elapsed = (System.nanoTime() - start) / 1e9;
    client.close();
    long[] times = run.times.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Result(
        run.good.sum() / elapsed,
        percentile(times, 50),
        percentile(times, 99),
        run.others.sum(),
        run.longestGap / 1e6);
  }

  static double percentile(long[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * percent / 100)] / 1e6;
  }

  static double median(long... nanoseconds) {
    long[] sorted = nanoseconds.clone();
    Arrays.sort(sorted);
    return percentile(sorted, 50);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static final class Run {
    private final HttpClient client;
    private final Supplier<Request> requests;
    private final long end;
    private final LongAdder good = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

    /** Changed by the one event loop, and read when it has no more to do. */
    private volatile long lastGood = System.nanoTime();

    private volatile long longestGap;

    Run(HttpClient client, Supplier<Request> requests, long end) {
      this.client = client;
      this.requests = requests;
      this.end = end;
    }

    void next(CountDownLatch ended) {
      long start = System.nanoTime();
      if (start >= end) {
        ended.countDown();
        return;
      }
      Request next = requests.get();
      client
          .request(next.method(), next.path())
          .compose(request -> request.send(Buffer.buffer(next.body())))
          .compose(response -> response.body().map(body -> response.statusCode()))
          .onComplete(
              answer -> {
                times.add(System.nanoTime() - start);
                boolean isGood = answer.succeeded() && answer.result() / 100 == 2;
                (isGood ? good : others).increment();
                if (isGood) {
                  long now = System.nanoTime();
                  longestGap = Math.max(longestGap, now - lastGood);
                  lastGood = now;
                }
                next(ended);
              });
    }
  }
}
