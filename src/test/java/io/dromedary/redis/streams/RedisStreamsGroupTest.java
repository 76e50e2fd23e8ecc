package io.dromedary.redis.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamCreateGroupArgs;
import org.redisson.api.stream.StreamReadGroupArgs;

class RedisStreamsGroupTest extends RedisStreamsTestSupport {
  private static final String GROUP = "workers";

  @Test
  void everyEntryIsDeliveredAndAcknowledged() throws Exception {
    addNumbers(1, 100);

    consume("?group=workers", this::note);

    eventually().until(() -> seen.size() >= 100 && pending(GROUP) == 0);
    assertThat(seen).isEqualTo(numbers(1, 100));
  }

  @Test
  void aBatchIsAcknowledgedAsAWholeWhateverTheRouteDoesToTheMessage() throws Exception {
    addNumbers(1, 100);

    consume(
        "?group=workers&batching=true&maxMessages=40",
        exchange -> {
          batch(exchange).forEach(entry -> seen.add(entry.fields().get("data")));
          exchange.getIn().removeHeaders("*");
          exchange.getIn().setBody(null);
        });

    eventually().until(() -> seen.size() >= 100 && pending(GROUP) == 0);
    assertThat(seen).isEqualTo(numbers(1, 100));
  }

  @Test
  void concurrentConsumersShareTheEntries() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    consume(
        "?group=workers&concurrentConsumers=2&maxMessages=1",
        exchange -> {
          if (threads.add(Thread.currentThread().getName())) {
            both.countDown();
          }
          both.await();
          note(exchange);
        });

    addNumbers(1, 20);

    eventually().until(() -> seen.size() >= 20 && pending(GROUP) == 0);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(numbers(1, 20));
    assertThat(threads).hasSize(2);
  }

  @Test
  void anEntryThatKeepsFailingIsMovedToTheDeadStreamWithItsReason() throws Exception {
    addNumbers(1, 5);
    List<Long> deliveries = new CopyOnWriteArrayList<>();

    consume(
        "?group=workers&maxDeliveries=3&claimMinIdle=20&block=20&deadStream=" + key + "-dead",
        exchange -> {
          if (value(exchange).equals("3")) {
            deliveries.add(
                exchange.getIn().getHeader(RedisStreamsConstants.DELIVERY_COUNT, Long.class));
            throw new IllegalStateException("three is bad");
          }
          note(exchange);
        });

    eventually().until(() -> !entries(key + "-dead").isEmpty());
    assertThat(deliveries).containsExactly(1L, 2L, 3L);
    assertThat(entries(key + "-dead"))
        .singleElement()
        .satisfies(
            dead ->
                assertThat(dead.fields())
                    .containsEntry("data", "3")
                    .containsEntry(RedisStreamsConstants.DEAD_ID_FIELD, "3-0")
                    .containsEntry(RedisStreamsConstants.DEAD_STREAM_FIELD, key)
                    .containsEntry(RedisStreamsConstants.DEAD_GROUP_FIELD, GROUP)
                    .containsEntry(RedisStreamsConstants.DEAD_DELIVERIES_FIELD, "3")
                    .hasEntrySatisfying(
                        RedisStreamsConstants.DEAD_REASON_FIELD,
                        reason -> assertThat(reason).contains("three is bad")));
    assertThat(pending(GROUP)).isZero();
    assertThat(seen).containsExactly("1", "2", "4", "5");
  }

  @Test
  void oneBadEntryOfABatchDoesNotTakeTheOthersToTheDeadStream() throws Exception {
    addNumbers(1, 10);

    consume(
        "?group=workers&batching=true&maxDeliveries=2&claimMinIdle=20&block=20&deadStream="
            + key
            + "-dead",
        exchange -> {
          if (batch(exchange).stream().anyMatch(entry -> entry.id().equals("4-0"))) {
            throw new IllegalStateException("four is bad");
          }
          batch(exchange).forEach(entry -> seen.add(entry.fields().get("data")));
        });

    eventually().until(() -> !entries(key + "-dead").isEmpty() && pending(GROUP) == 0);
    assertThat(entries(key + "-dead")).hasSize(1);
    assertThat(seen).containsExactly("1", "2", "3", "5", "6", "7", "8", "9", "10");
  }

  @Test
  void entriesOfAConsumerThatDiedAreClaimedAndDeletedOnesForgotten() throws Exception {
    addNumbers(1, 10);
    readAs("dead consumer");
    stream.remove(new StreamMessageId(4, 0));

    consume("?group=workers&claimMinIdle=50&block=20", this::note);

    eventually().until(() -> seen.size() >= 9 && pending(GROUP) == 0);
    assertThat(seen).containsExactly("1", "2", "3", "5", "6", "7", "8", "9", "10");
  }

  @Test
  void anEntryThatKillsItsConsumersIsMovedToTheDeadStream() throws Exception {
    addNumbers(1, 1);
    readAs("dead consumer");

    consume(
        "?group=workers&maxDeliveries=1&claimMinIdle=20&block=20&deadStream=" + key + "-dead",
        this::note);

    eventually().until(() -> !entries(key + "-dead").isEmpty());
    assertThat(entries(key + "-dead").get(0).fields())
        .containsEntry(
            RedisStreamsConstants.DEAD_REASON_FIELD, "delivered 1 times and never acknowledged");
    assertThat(seen).isEmpty();
  }

  @Test
  void whatTheSameConsumerLeftBehindComesFirst() throws Exception {
    addNumbers(1, 10);
    readAs("me");
    addNumbers(11, 15);

    consume("?group=workers&consumerName=me&maxMessages=4", this::note);

    eventually().until(() -> seen.size() >= 15 && pending(GROUP) == 0);
    assertThat(seen).isEqualTo(numbers(1, 15));
  }

  @Test
  void aDestroyedGroupIsCreatedAgainAndNothingIsMissed() throws Exception {
    consume("?group=workers&groupStart=$", this::note);
    eventually().until(() -> stream.isExists());
    addNumbers(1, 10);
    eventually().until(() -> seen.size() >= 10);

    stream.removeGroup(GROUP);
    addNumbers(11, 20);

    eventually().until(() -> seen.size() >= 20 && pending(GROUP) == 0);
    assertThat(seen).isEqualTo(numbers(1, 20));
  }

  @Test
  void aDeletedStreamIsCreatedAgain() throws Exception {
    consume("?group=workers", this::note);
    addNumbers(1, 10);
    eventually().until(() -> seen.size() >= 10 && pending(GROUP) == 0);

    stream.delete();
    addNumbers(11, 20);

    eventually().until(() -> seen.size() >= 20 && pending(GROUP) == 0);
    assertThat(seen).isEqualTo(numbers(1, 20));
  }

  @Test
  void stoppingFinishesWhatIsUnderWayAndLeavesTheRestForTheNextStart() throws Exception {
    addNumbers(1, 10);
    CountDownLatch entered = new CountDownLatch(3);
    CountDownLatch released = new CountDownLatch(1);
    consume(
        "?group=workers",
        exchange -> {
          entered.countDown();
          if (entered.getCount() == 0) {
            released.await();
          }
          note(exchange);
        });
    entered.await();

    CompletableFuture<Void> suspended = CompletableFuture.runAsync(this::suspend);
    RedisStreamsConsumer consumer = (RedisStreamsConsumer) camel.getRoute("consumer").getConsumer();
    eventually().until(consumer::isSuspendingOrSuspended);
    released.countDown();
    suspended.join();
    assertThat(seen).containsExactly("1", "2", "3");
    assertThat(pending(GROUP)).isEqualTo(7);
    camel.getRouteController().resumeRoute("consumer");

    eventually().until(() -> seen.size() >= 10 && pending(GROUP) == 0);
    assertThat(seen).isEqualTo(numbers(1, 10));
  }

  private void suspend() {
    try {
      camel.getRouteController().suspendRoute("consumer");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void note(Exchange exchange) {
    seen.add(value(exchange));
  }

  private void readAs(String consumerName) {
    stream.createGroup(StreamCreateGroupArgs.name(GROUP).id(StreamMessageId.ALL).makeStream());
    stream.readGroup(GROUP, consumerName, StreamReadGroupArgs.neverDelivered());
  }
}
