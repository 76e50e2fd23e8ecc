package io.dromedary.redis.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;

/** What happens when the Redis process is killed under load and started again on its files. */
class RedisStreamsOutageTest extends RedisStreamsTestSupport {
  private static final String BACK_OFF = "&backOffInitialDelay=20&backOffMaxDelay=200";

  @AfterEach
  void replaceRedis() throws Exception {
    stopCamel();
    stopRedis();
    redis = new RedisProcess(Files.createTempDirectory("redis-streams"));
    client = redis.connect();
  }

  @Test
  void acknowledgedEntriesSurviveAKillAndAreConsumed() throws Exception {
    List<String> tailed = new CopyOnWriteArrayList<>();
    Set<String> grouped = ConcurrentHashMap.newKeySet();
    consume(
        "tail",
        "?startId=0&batching=true&maxMessages=1000" + BACK_OFF,
        exchange -> tailed.addAll(ids(batch(exchange))));
    consume(
        "group",
        "?group=workers&batching=true&claimMinIdle=500" + BACK_OFF,
        exchange -> grouped.addAll(ids(batch(exchange))));
    Load load = new Load(producer("?requestTimeout=1000"));
    load.untilAcknowledged(1000);

    redis.kill();
    load.untilFailed();
    redis.start();
    load.untilAcknowledged(load.acknowledged.size() + 1000);
    load.stop();

    List<String> added = ids(entries());
    assertThat(added).containsAll(load.acknowledged);
    assertThat(values()).doesNotHaveDuplicates();
    assertThat(load.failures).hasOnlyElementsOfType(RedisStreamsUnavailableException.class);
    eventually().until(() -> tailed.size() >= added.size() && grouped.size() >= added.size());
    assertThat(tailed).isEqualTo(added);
    assertThat(grouped).isEqualTo(Set.copyOf(added));
  }

  /** Without gathering, each addition needs a connection, and most of them a new one. */
  @ParameterizedTest
  @ValueSource(strings = {"?requestTimeout=500", "?requestTimeout=500&gather=false"})
  void whatIsSentWhileRedisIsAwayFailsSoon(String options) throws Exception {
    AsyncProducer producer = producer(options);
    producer.processAsync(exchange("before")).join();
    redis.kill();

    List<CompletableFuture<Exchange>> sent = sendNumbers(producer, 0, 5000);

    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    assertThat(sent)
        .allSatisfy(
            one ->
                assertThat(one.join().getException())
                    .isInstanceOf(RedisStreamsUnavailableException.class));
    redis.start();
    eventually()
        .until(() -> producer.processAsync(exchange("after")).join().getException() == null);
    assertThat(values()).startsWith("before").endsWith("after");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRedisThatCannotWriteItsFilesIsUnavailable(boolean list) throws Exception {
    redis.loseFolder();
    server().setConfig("save", "1 1");
    assertThat(refusal(list)).isNull();
    eventually()
        .until(
            () ->
                server()
                    .info(RedisNode.InfoSection.PERSISTENCE)
                    .get("rdb_last_bgsave_status")
                    .equals("err"));

    assertThat(refusal(list))
        .isInstanceOf(RedisStreamsUnavailableException.class)
        .rootCause()
        .hasMessageContaining("MISCONF");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRedisWithoutMemoryIsUnavailable(boolean list) throws Exception {
    server().setConfig("maxmemory", "1");
    assertThat(refusal(list)).isInstanceOf(RedisStreamsUnavailableException.class);
    server().setConfig("maxmemory", "0");
    assertThat(refusal(list)).isNull();
  }

  private RedisNode server() {
    return client.getRedisNodes(RedisNodes.SINGLE).getInstance();
  }

  private Exception refusal(boolean list) throws Exception {
    RedisStreamsEntry entry = RedisStreamsEntry.of("data", "1");
    return send("", list ? List.of(entry, entry) : entry).getException();
  }

  @Test
  void consumersAreReadyOnlyWhileRedisAnswers() throws Exception {
    consume("consumer", "?startId=0&requestTimeout=500" + BACK_OFF, exchange -> {});
    HealthCheck healthCheck =
        ((HealthCheckAware) camel.getRoute("consumer").getConsumer()).getHealthCheck();
    eventually().until(() -> healthCheck.call().getState() == HealthCheck.State.UP);

    redis.kill();

    eventually().until(() -> healthCheck.call().getState() == HealthCheck.State.DOWN);
    redis.start();
    eventually().until(() -> healthCheck.call().getState() == HealthCheck.State.UP);
  }

  @Test
  void aReaderSaysThatRedisIsAwayAndGoesOnWhenItIsBack() throws Exception {
    List<Exception> failures = new CopyOnWriteArrayList<>();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(Exception.class)
                .process(exchange -> failures.add(caught(exchange)))
                .handled(true);
            from("redis-streams:" + key + "?startId=0&block=100&bridgeErrorHandler=true" + BACK_OFF)
                .process(exchange -> seen.add(value(exchange)));
          }
        });
    addNumbers(1, 1);
    eventually().until(() -> seen.equals(numbers(1, 1)));

    redis.kill();
    eventually().until(() -> !failures.isEmpty());
    redis.start();
    eventually().ignoreExceptions().until(() -> stream.size() == 1);

    assertThat(failures).hasOnlyElementsOfType(RedisStreamsUnavailableException.class);
    addNumbers(2, 2);
    eventually().until(() -> seen.equals(numbers(1, 2)));
  }

  private static Exception caught(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
  }

  private static List<String> ids(List<RedisStreamsEntry> entries) {
    return entries.stream().map(RedisStreamsEntry::id).toList();
  }

  /** Adds numbers, a hundred at a time, and notes what becomes of each. */
  private final class Load {
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(100);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<Void> sending;

    Load(AsyncProducer producer) {
      sending = CompletableFuture.runAsync(() -> send(producer));
    }

    private void send(AsyncProducer producer) {
      for (int number = 0; !stopped.get(); number++) {
        room.acquireUninterruptibly();
        CompletableFuture<Void> unused =
            producer.processAsync(exchange("" + number)).thenAccept(this::note);
      }
      room.acquireUninterruptibly(100);
    }

    private void note(Exchange sent) {
      if (sent.getException() == null) {
        acknowledged.add(sent.getMessage().getHeader(RedisStreamsConstants.ID, String.class));
      } else {
        failures.add(sent.getException());
      }
      room.release();
    }

    void untilAcknowledged(int count) {
      eventually().until(() -> acknowledged.size() >= count);
    }

    void untilFailed() {
      eventually().until(() -> !failures.isEmpty());
    }

    void stop() {
      stopped.set(true);
      sending.join();
    }
  }
}
