package io.dromedary.redis.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;

class RedisStreamsTailTest extends RedisStreamsTestSupport {
  @Test
  void readsFromTheBeginningAndGoesOnWithWhatArrives() throws Exception {
    addNumbers(1, 500);
    consume("?startId=0&maxMessages=64", exchange -> seen.add(value(exchange)));
    eventually().until(() -> seen.size() >= 500);

    addNumbers(501, 600);

    eventually().until(() -> seen.size() >= 600);
    assertThat(seen).isEqualTo(numbers(1, 600));
  }

  @Test
  void startsBehindTheGivenId() throws Exception {
    addNumbers(1, 10);

    consume("?startId=7-0", exchange -> seen.add(value(exchange)));

    eventually().until(() -> seen.size() >= 3);
    assertThat(seen).containsExactly("8", "9", "10");
  }

  @Test
  void startsBehindTheLastEntryUnlessToldOtherwise() throws Exception {
    addNumbers(1, 10);
    MemoryStateRepository positions = new MemoryStateRepository();
    camel.getRegistry().bind("positions", positions);
    CountDownLatch failedOnce = new CountDownLatch(1);

    consume(
        "?offsetRepository=#positions&backOffInitialDelay=10&block=50",
        exchange -> {
          if (failedOnce.getCount() > 0) {
            failedOnce.countDown();
            throw new IllegalStateException("the first time");
          }
          seen.add(value(exchange));
        });
    eventually().until(this::isReaderWaiting);
    addNumbers(11, 12);

    eventually().until(() -> seen.size() >= 2);
    assertThat(seen).containsExactly("11", "12");
  }

  @Test
  void aBatchHoldsWhatWasReadAtOnce() throws Exception {
    addNumbers(1, 250);
    List<List<RedisStreamsEntry>> batches = new CopyOnWriteArrayList<>();
    List<String> lastIds = new CopyOnWriteArrayList<>();
    List<String> idsBefore = new CopyOnWriteArrayList<>();

    consume(
        "?startId=0&batching=true",
        exchange -> {
          idsBefore.add(exchange.getIn().getHeader(RedisStreamsConstants.AFTER_ID, String.class));
          lastIds.add(exchange.getIn().getHeader(RedisStreamsConstants.ID, String.class));
          batches.add(batch(exchange));
        });

    eventually().until(() -> batches.size() >= 3);
    assertThat(batches).extracting(List::size).containsExactly(100, 100, 50);
    assertThat(lastIds).containsExactly("100-0", "200-0", "250-0");
    assertThat(idsBefore).containsExactly("0-0", "100-0", "200-0");
    assertThat(batches.stream().flatMap(List::stream)).isEqualTo(entries());
  }

  @Test
  void aBatchBehindALargerOneWaitsForTheRestOfItsWave() throws Exception {
    addNumbers(1, 10);
    List<Integer> sizes = new CopyOnWriteArrayList<>();

    consume(
        "?startId=0&batching=true&linger=30000",
        exchange -> {
          if (sizes.isEmpty()) {
            addNumbers(11, 11);
          }
          batch(exchange).forEach(entry -> seen.add(entry.fields().get("data")));
          sizes.add(batch(exchange).size());
        });
    // Not before 11 is there: the stream would refuse it behind a larger id.
    eventually().until(() -> sizes.size() == 1);
    addNumbers(12, 15);

    eventually().until(() -> seen.size() == 15);
    assertThat(sizes).as("5 are half of 10, so nothing more is waited for").containsExactly(10, 5);
    assertThat(seen).isEqualTo(numbers(1, 15));
  }

  @Test
  void nothingIsSkippedWhenAnExchangeFails() throws Exception {
    addNumbers(1, 50);
    AtomicInteger failures = new AtomicInteger();
    List<String> attempts = new CopyOnWriteArrayList<>();

    consume(
        "?startId=0&backOffInitialDelay=5&maxMessages=10",
        exchange -> {
          attempts.add(value(exchange));
          if (value(exchange).equals("23") && failures.incrementAndGet() <= 3) {
            throw new IllegalStateException("not yet");
          }
          seen.add(value(exchange));
        });

    eventually().until(() -> seen.size() >= 50);
    assertThat(seen).isEqualTo(numbers(1, 50));
    assertThat(attempts.stream().filter("23"::equals)).hasSize(4);
    assertThat(attempts).hasSize(53);
  }

  @Test
  void theOffsetRepositoryHoldsTheLastCompletedId() throws Exception {
    addNumbers(1, 10);
    MemoryStateRepository positions = new MemoryStateRepository();
    positions.setState(key, "4-0");
    camel.getRegistry().bind("positions", positions);

    consume(
        "?startId=0&offsetRepository=#positions",
        exchange -> {
          if (value(exchange).equals("8")) {
            throw new IllegalStateException("never");
          }
          seen.add(value(exchange));
        });

    eventually().until(() -> "7-0".equals(positions.getState(key)));
    assertThat(seen).containsExactly("5", "6", "7");
  }

  @Test
  void aReadOnlyOffsetRepositoryIsAskedAgainAfterAFailureAndNeverSet() throws Exception {
    addNumbers(1, 10);
    RecordingRepository committed = new RecordingRepository();
    camel.getRegistry().bind("committed", committed);
    AtomicInteger batches = new AtomicInteger();

    consume(
        "?offsetRepository=#committed&offsetRepositoryReadOnly=true&startId=0&batching=true"
            + "&backOffInitialDelay=5",
        exchange -> {
          if (batches.incrementAndGet() == 1) {
            // the route stores a part of the batch by itself, then it breaks
            batch(exchange).subList(0, 6).forEach(entry -> seen.add(entry.fields().get("data")));
            committed.position = "6-0";
            throw new IllegalStateException("after a part of the batch");
          }
          batch(exchange).forEach(entry -> seen.add(entry.fields().get("data")));
        });

    eventually().until(() -> seen.size() >= 10);
    assertThat(seen).isEqualTo(numbers(1, 10));
    assertThat(committed.written).isEmpty();
  }

  @Test
  void anOffsetRepositoryIsAskedAgainAfterAReadThatFoundNothing() throws Exception {
    addNumbers(1, 10);
    RecordingRepository committed = new RecordingRepository();
    committed.position = "10-0";
    camel.getRegistry().bind("moved", committed);
    consume(
        "?offsetRepository=#moved&offsetRepositoryReadOnly=true&block=20",
        exchange -> seen.add(value(exchange)));
    eventually().until(this::isReaderWaiting);

    committed.position = "8-0";

    eventually().until(() -> seen.size() >= 2);
    assertThat(seen).startsWith("9", "10");
  }

  @Test
  void theConfiguredFieldIsTheBodyAndTheOthersAreHeadersExceptCamelsOwn() throws Exception {
    List<Exchange> received = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    send("", Map.of("text", "hello", "user", "ada", "CamelFileName", "x", "camelhttpuri", "y"));

    consume(
        "?startId=0&field=text",
        exchange -> {
          received.add(exchange.copy());
          done.countDown();
        });

    eventually().until(() -> done.getCount() == 0);
    assertThat(received.get(0).getIn().getBody()).isEqualTo("hello");
    assertThat(received.get(0).getIn().getHeaders())
        .containsEntry("user", "ada")
        .containsEntry(RedisStreamsConstants.STREAM, key)
        .doesNotContainKeys("CamelFileName", "camelhttpuri", "text");
  }

  @Test
  void resumesWhereItWasSuspended() throws Exception {
    addNumbers(1, 10);
    consume("?startId=0", exchange -> seen.add(value(exchange)));
    eventually().until(() -> seen.size() >= 10);

    camel.getRouteController().suspendRoute("consumer");
    addNumbers(11, 20);
    camel.getRouteController().resumeRoute("consumer");

    eventually().until(() -> seen.size() >= 20);
    assertThat(seen).isEqualTo(numbers(1, 20));
  }

  @Test
  void stoppingLetsTheExchangeUnderWayEnd() throws Exception {
    addNumbers(1, 10);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    consume(
        "?startId=0",
        exchange -> {
          entered.countDown();
          released.await();
          seen.add(value(exchange));
        });
    entered.await();

    Thread stopping = new Thread(camel::stop);
    stopping.start();
    eventually().until(() -> camel.isStopping());
    released.countDown();
    stopping.join();

    assertThat(seen).isNotEmpty().isEqualTo(numbers(1, seen.size()));
    assertThat(camel.isStopped()).isTrue();
  }

  @Test
  @Timeout(30)
  void stoppingDoesNotWaitForTheBlock() throws Exception {
    camel.getExecutorServiceManager().setShutdownAwaitTermination(60_000);
    consume("?block=60000", exchange -> seen.add(value(exchange)));
    eventually().until(this::isReaderWaiting);

    camel.stop();

    assertThat(camel.isStopped()).isTrue();
  }

  @Test
  void contradictingOptionsKeepTheRouteFromStarting() {
    assertThatThrownBy(() -> consume("?concurrentConsumers=2", exchange -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need the option group");
  }

  @Test
  void keysMayHoldColonsAndBraces() throws Exception {
    key = "request_duck:{main}";
    send("", "hello");
    stream = client.getStream(key, StringCodec.INSTANCE);
    consume("?startId=0", exchange -> seen.add(value(exchange)));

    eventually().until(() -> !seen.isEmpty());
    assertThat(values()).containsExactly("hello");
  }

  private boolean isReaderWaiting() {
    return client
        .getRedisNodes(RedisNodes.SINGLE)
        .getInstance()
        .info(RedisNode.InfoSection.CLIENTS)
        .get("blocked_clients")
        .equals("1");
  }

  /** Stands for a database that the route writes its position to. */
  private static final class RecordingRepository extends MemoryStateRepository {
    private final List<String> written = new CopyOnWriteArrayList<>();
    private volatile String position;

    @Override
    public String getState(String streamKey) {
      return position;
    }

    @Override
    public void setState(String streamKey, String value) {
      written.add(value);
    }
  }
}
