package io.dromedary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see while the server stops. */
class HttpServerStopTest {
  private static final String CONSTANT = "GET /constant HTTP/1.1\r\nHost: test\r\n\r\n";

  /** More than the server accepts at one go. */
  private static final int LATECOMERS = 100;

  private final WaitingStep waitingStep = new WaitingStep();
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
  void stoppingWaitsForTheReply() throws Exception {
    CompletableFuture<HttpResponse<String>> reply = server.getAsync("/wait");
    await().until(() -> waitingStep.size() == 1);

    CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
    await().until(() -> server.camelContext().isStopping());
    assertThat(stop).isNotDone();
    waitingStep.releaseAll();

    assertThat(reply.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
    assertThat(stop).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void requestDuringTheStopIsTurnedAwayWithAProblem() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting = server.getAsync("/wait");
    await().until(() -> waitingStep.size() == 1);
    CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);

    await().until(() -> server.get("/constant").statusCode() == 503);
    HttpResponse<String> refused = server.get("/constant");
    waitingStep.releaseAll();

    assertThat(refused.body()).contains("/problems/unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(waiting.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(stop).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void connectionStaysUntilNoOtherOneIsAccepted() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting = server.getAsync("/wait");
    await().until(() -> waitingStep.size() == 1);
    try (RawConnection connection = new RawConnection(server.port())) {
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
      await().until(() -> server.camelContext().isStopping());

      assertThat(exchange(connection)).startsWith("HTTP/1.1 503").doesNotContain("close");
      assertThat(exchange(connection)).startsWith("HTTP/1.1 503").doesNotContain("close");

      waitingStep.releaseAll();
      await().until(() -> exchange(connection).contains("connection: close"));
      assertThat(waiting).succeedsWithin(Duration.ofSeconds(20));
      assertThat(stop).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void connectionOfHttp2StaysUntilNoOtherOneIsAccepted() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting = server.getAsync("/wait");
    await().until(() -> waitingStep.size() == 1);
    CountDownLatch goneAway = new CountDownLatch(1);
    Vertx vertx = Vertx.vertx();
    try {
      HttpClient client =
          vertx
              .httpClientBuilder()
              .with(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2))
              .withConnectHandler(one -> one.goAwayHandler(away -> goneAway.countDown()))
              .build();
      assertThat(status(client)).isEqualTo(200);
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
      await().until(() -> server.camelContext().isStopping());

      assertThat(status(client)).isEqualTo(503);
      assertThat(status(client)).isEqualTo(503);
      assertThat(goneAway.getCount()).isEqualTo(1);

      waitingStep.releaseAll();
      await().until(() -> !isAnswered(client));
      assertThat(goneAway.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(waiting).succeedsWithin(Duration.ofSeconds(20));
      assertThat(stop).succeedsWithin(Duration.ofSeconds(20));
    } finally {
      result(vertx.close());
    }
  }

  @Test
  void whoeverWaitsToBeAcceptedIsAnswered() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    SingleThreadEventLoop acceptor = acceptor();
    acceptor.execute(() -> awaitQuietly(goOn));
    List<RawConnection> connections = new ArrayList<>();
    try {
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
      await().until(() -> acceptor.pendingTasks() > 0);
      for (int count = 0; count < LATECOMERS; count++) {
        connections.add(new RawConnection(server.port()).send(CONSTANT));
      }

      goOn.countDown();

      for (RawConnection connection : connections) {
        assertThat(connection.readUntil("unavailable")).startsWith("HTTP/1.1 503");
      }
      assertThat(stop).succeedsWithin(Duration.ofSeconds(20));
    } finally {
      goOn.countDown();
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
  }

  private SingleThreadEventLoop acceptor() {
    VertxInternal vertx = (VertxInternal) AsyncHttpServer.of(server.camelContext()).getVertx();
    return (SingleThreadEventLoop) vertx.getAcceptorEventLoopGroup().next();
  }

  private static String exchange(RawConnection connection) throws IOException {
    String head = connection.send(CONSTANT).readUntil("\r\n\r\n");
    connection.readUntil("}");
    return head;
  }

  /** The status with which a client of HTTP/2 is answered. */
  private int status(HttpClient client) {
    HttpClientResponse response =
        result(
            client
                .request(HttpMethod.GET, server.port(), "localhost", "/constant")
                .compose(HttpClientRequest::send));
    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
    return response.statusCode();
  }

  /** Whether the client's connection is there still, as no other one is to be had. */
  private boolean isAnswered(HttpClient client) {
    try {
      return status(client) == 503;
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(ConnectException.class);
      return false;
    }
  }

  private static <T> T result(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Routes extends RouteBuilder {
    @Override
    public void configure() {
      from("platform-http:/wait").process(waitingStep);
      from("platform-http:/constant").setBody(constant("here"));
    }
  }
}
