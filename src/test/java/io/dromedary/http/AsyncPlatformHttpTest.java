package io.dromedary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class AsyncPlatformHttpTest {
  private static final int MANY = 2_000;
  private static final int STREAM_LENGTH = 50 << 20;
  private static final Pattern EVENT_LOOP = Pattern.compile("vert.x-eventloop-thread-\\d+");

  private final WaitingStep waitingStep = new WaitingStep();
  private final AtomicInteger completions = new AtomicInteger();
  private final LongStream stream = new LongStream(STREAM_LENGTH);
  private HttpTestServer server;

  @BeforeEach
  void startServer() {
    server = HttpTestServer.start(new Routes());
  }

  @AfterEach
  void stopServer() {
    waitingStep.releaseAll();
    server.close();
  }

  @Test
  void twoThousandRequestsWaitWithoutThreadsWhileOtherRoutesAnswer() throws Exception {
    // What other tests have left running in this process is no concern of this one.
    int threads = Thread.activeCount();

    List<CompletableFuture<HttpResponse<String>>> replies =
        IntStream.range(0, MANY).mapToObj(i -> server.getAsync("/wait")).toList();
    await().atMost(Duration.ofSeconds(30)).until(() -> waitingStep.size() == MANY);

    assertThat(Thread.activeCount() - threads).isLessThan(100);
    assertThat(server.camelContext().getInflightRepository().size("wait")).isEqualTo(MANY);
    assertThat(server.get("/constant").body()).isEqualTo("here");
    waitingStep.releaseAll();

    assertThat(replies)
        .allSatisfy(
            reply -> {
              assertThat(reply.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
              assertThat(reply.get().body()).isEqualTo("done");
            });
    assertThat(completions).hasValue(MANY);
    assertThat(server.camelContext().getInflightRepository().size()).isZero();
  }

  @Test
  void requestWhoseClientLeavesIsFinished() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send("GET /wait HTTP/1.1\r\nHost: test\r\n\r\n");
      await().until(() -> waitingStep.size() == 1);
    }
    AsyncHttpServer http = AsyncHttpServer.of(server.camelContext());
    assertThat(http.openRequests().count()).isEqualTo(1);

    waitingStep.releaseAll();

    await().until(() -> http.openRequests().count() == 0);
    assertThat(completions).hasValue(1);
    assertThat(server.camelContext().getInflightRepository().size()).isZero();
  }

  @Test
  void routeStartsOnAWorkerUnlessItAsksForTheEventLoop() throws Exception {
    assertThat(server.get("/worker").body()).startsWith("vert.x-worker-thread");
    assertThat(server.get("/loop").body()).startsWith("vert.x-eventloop-thread");
  }

  @Test
  void connectionsAreSharedOutAmongAllEventLoops() throws Exception {
    int loops = 3;
    Map<String, Integer> connections = new HashMap<>();
    try (HttpTestServer threeLoops =
        HttpTestServer.start(
            new Routes(), Map.of("dromedary.http.event-loops", Integer.toString(loops)))) {
      for (int connection = 0; connection < 4 * loops; connection++) {
        try (RawConnection raw = new RawConnection(threeLoops.port())) {
          raw.send("GET /loop HTTP/1.1\r\nHost: test\r\nX-Request-Id: one\r\n\r\n");
          // In a header first, then behind the name of the thread.
          raw.readUntil(" one");
          Matcher loop = EVENT_LOOP.matcher(raw.readUntil(" one"));
          assertThat(loop.find()).isTrue();
          connections.merge(loop.group(), 1, Integer::sum);
        }
      }
    }

    assertThat(connections)
        .hasSize(loops)
        .allSatisfy((loop, some) -> assertThat(some).isEqualTo(4));
  }

  @Test
  void logOfARouteNamesTheRequest() throws Exception {
    assertThat(server.send(server.request("/worker").header("X-Request-Id", "abc")).body())
        .endsWith(" abc");
    assertThat(server.send(server.request("/loop").header("X-Request-Id", "def")).body())
        .endsWith(" def");
  }

  @Test
  void streamedBodyIsReadOnlyAsFastAsTheClientTakesIt() throws Exception {
    HttpResponse<InputStream> reply =
        server.client().send(server.request("/stream").build(), BodyHandlers.ofInputStream());
    try (InputStream body = reply.body()) {
      assertThat(body.read()).isZero();
      // Whatever the sockets and the client hold back is far from the whole.
      await().during(Duration.ofMillis(300)).until(() -> stream.position() < STREAM_LENGTH / 2);
      assertThat(completions).hasValue(0);

      assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(STREAM_LENGTH - 1);
    }
    await().until(() -> stream.isClosed() && completions.get() == 1);
  }

  @Test
  void streamIsClosedWhenTheClientLeaves() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send("GET /stream HTTP/1.1\r\nHost: test\r\n\r\n");
      connection.readUntil("\r\n\r\n");
    }

    await().until(() -> stream.isClosed() && completions.get() == 1);
    assertThat(stream.position()).isLessThan(STREAM_LENGTH);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderOnOneConnection() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send("GET /wait HTTP/1.1\r\nHost: test\r\n\r\n");
      connection.send("GET /constant HTTP/1.1\r\nHost: test\r\n\r\n");
      await().until(() -> waitingStep.size() == 1);
      waitingStep.releaseAll();

      assertThat(connection.readUntil("here")).contains("done");
    }
  }

  private static String threadAndLogKey() {
    return Thread.currentThread().getName() + " " + MDC.get(RequestId.LOG_KEY);
  }

  private final class Routes extends RouteBuilder {
    @Override
    public void configure() {
      from("platform-http:/wait")
          .routeId("wait")
          .process(exchange -> exchange.getUnitOfWork().addSynchronization(countCompletion()))
          .process(waitingStep);
      from("platform-http:/constant").setBody(constant("here"));
      from("platform-http:/worker")
          .process(exchange -> exchange.getMessage().setBody(threadAndLogKey()));
      from("platform-http:/loop?platformHttpEngine=#event-loop")
          .process(exchange -> exchange.getMessage().setBody(threadAndLogKey()));
      from("platform-http:/stream")
          .process(exchange -> exchange.getUnitOfWork().addSynchronization(countCompletion()))
          .process(exchange -> exchange.getMessage().setBody(stream));
    }

    private SynchronizationAdapter countCompletion() {
      return new SynchronizationAdapter() {
        @Override
        public void onDone(Exchange exchange) {
          completions.incrementAndGet();
        }
      };
    }
  }

  /** Zeros up to a length. */
  private static final class LongStream extends InputStream {
    private final int length;
    private final AtomicInteger position = new AtomicInteger();
    private volatile boolean closed;

    LongStream(int length) {
      this.length = length;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] bytes, int offset, int size) {
      int given = Math.min(size, length - position.get());
      position.addAndGet(given);
      return given == 0 ? -1 : given;
    }

    @Override
    public void close() {
      closed = true;
    }

    int position() {
      return position.get();
    }

    boolean isClosed() {
      return closed;
    }
  }
}
