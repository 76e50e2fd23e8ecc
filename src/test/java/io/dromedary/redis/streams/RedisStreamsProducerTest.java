package io.dromedary.redis.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;

class RedisStreamsProducerTest extends RedisStreamsTestSupport {
  @Test
  void textBecomesTheValueOfTheDataField() throws Exception {
    Exchange sent = send("", "hello");

    String id = sent.getMessage().getHeader(RedisStreamsConstants.ID, String.class);
    assertThat(entries()).containsExactly(new RedisStreamsEntry(id, data("hello")));
  }

  @Test
  void bytesBecomeTheValueOfTheConfiguredField() throws Exception {
    send("?field=text", "grüezi".getBytes(StandardCharsets.UTF_8));

    assertThat(entries().get(0).fields()).isEqualTo(Map.of("text", "grüezi"));
  }

  @Test
  void mapsBecomeFieldsInTheirOrder() throws Exception {
    Map<String, Object> fields = new LinkedHashMap<>();
    IntStream.range(0, 20).forEach(number -> fields.put("field" + (20 - number), number));

    send("", fields);

    assertThat(entries().get(0).fields().keySet()).containsExactlyElementsOf(fields.keySet());
    assertThat(entries().get(0).fields()).containsEntry("field20", "0");
  }

  @Test
  void explicitIdsComeFromTheHeaderOrTheEntry() throws Exception {
    Exchange withHeader = exchange("by header");
    withHeader.getIn().setHeader(RedisStreamsConstants.ID, "5-1");
    producer("").processAsync(withHeader).join();
    send("", RedisStreamsEntry.of("7", "data", "by entry"));

    assertThat(entries())
        .containsExactly(
            new RedisStreamsEntry("5-1", data("by header")),
            new RedisStreamsEntry("7-0", data("by entry")));
  }

  @Test
  void listsAreAddedInOrder() throws Exception {
    List<RedisStreamsEntry> list =
        IntStream.range(0, 1000)
            .mapToObj(number -> RedisStreamsEntry.of("data", "" + number))
            .toList();

    Exchange sent = send("", list);

    assertThat(values()).isEqualTo(numbers(0, 999));
    List<String> ids = entries().stream().map(RedisStreamsEntry::id).toList();
    assertThat(sent.getMessage().getHeader(RedisStreamsConstants.IDS)).isEqualTo(ids);
    assertThat(sent.getMessage().getHeader(RedisStreamsConstants.ID)).isEqualTo(ids.get(999));
  }

  @Test
  void namedHeadersBecomeFieldsBesideThoseOfTheEntry() throws Exception {
    Exchange text = exchange("text");
    text.getIn().setHeader("traceparent", "a");
    text.getIn().setHeader("other", "b");
    Exchange list =
        exchange(
            List.of(
                RedisStreamsEntry.of("data", "listed"),
                RedisStreamsEntry.of("traceparent", "of its own")));
    list.getIn().setHeader("traceparent", "c");

    producer("?headerFields=traceparent, tracestate").processAsync(text).join();
    producer("?headerFields=traceparent, tracestate").processAsync(list).join();
    send("?headerFields=traceparent", "without");

    assertThat(entries().stream().map(RedisStreamsEntry::fields))
        .containsExactly(
            Map.of("data", "text", "traceparent", "a"),
            Map.of("data", "listed", "traceparent", "c"),
            Map.of("traceparent", "of its own"),
            Map.of("data", "without"));
  }

  @Test
  void anEmptyListAddsNothing() throws Exception {
    Exchange sent = send("", List.of());

    assertThat(sent.getException()).isNull();
    assertThat(stream.isExists()).isFalse();
  }

  @Test
  void anIdThatIsNotLargerThanTheLastIsRefused() throws Exception {
    addNumbers(1, 5);

    Exchange sent = send("", RedisStreamsEntry.of("5-0", "data", "again"));

    assertThat(sent.getException())
        .isInstanceOfSatisfying(
            RedisStreamsIdTooSmallException.class,
            refusal -> assertThat(refusal.getId()).isEqualTo("5-0"));
    assertThat(values()).isEqualTo(numbers(1, 5));
  }

  @Test
  void aListStopsAtTheFirstIdThatIsRefused() throws Exception {
    List<RedisStreamsEntry> list =
        List.of(
            RedisStreamsEntry.of("1-0", "data", "1"),
            RedisStreamsEntry.of("1-0", "data", "refused"),
            RedisStreamsEntry.of("2-0", "data", "never tried"));

    Exchange sent = send("", list);

    assertThat(sent.getException())
        .isInstanceOf(RedisStreamsIdTooSmallException.class)
        .hasMessageContaining("1-0")
        .cause()
        .hasMessageContaining("1 of 3 entries are in the stream");
    assertThat(values()).containsExactly("1");
  }

  @Test
  void aListThatIsPartlyThereCanBeSentAgain() throws Exception {
    addNumbers(1, 60);
    List<RedisStreamsEntry> list =
        IntStream.rangeClosed(1, 100)
            .mapToObj(number -> RedisStreamsEntry.of(number + "-0", "data", "" + number))
            .toList();

    Exchange first = send("?skipExistingIds=true", list);
    Exchange second = send("?skipExistingIds=true", list);

    assertThat(first.getMessage().getHeader(RedisStreamsConstants.SKIPPED)).isEqualTo(60);
    assertThat(second.getMessage().getHeader(RedisStreamsConstants.SKIPPED)).isEqualTo(100);
    assertThat(values()).isEqualTo(numbers(1, 100));
  }

  @Test
  void aSingleEntryThatIsThereIsSkippedOnRequest() throws Exception {
    addNumbers(1, 2);

    Exchange sent = send("?skipExistingIds=true", RedisStreamsEntry.of("2-0", "data", "again"));

    assertThat(sent.getException()).isNull();
    assertThat(sent.getMessage().getHeader(RedisStreamsConstants.ID)).isEqualTo("2-0");
    assertThat(values()).containsExactly("1", "2");
  }

  @Test
  void exactTrimmingKeepsTheNewestEntries() throws Exception {
    addNumbers(1, 20);

    send("?maxLength=5&approximateTrimming=false", RedisStreamsEntry.of("21-0", "data", "21"));

    assertThat(values()).isEqualTo(numbers(17, 21));
  }

  @Test
  void approximateTrimmingKeepsAtLeastWhatIsAskedFor() throws Exception {
    addNumbers(1, 1000);

    List<RedisStreamsEntry> one = List.of(RedisStreamsEntry.of("1001-0", "data", "1001"));
    send("?maxLength=500", one);

    assertThat(stream.size()).isBetween(500L, 700L);
  }

  @Test
  void theMinIdHeaderTrimsWhatIsSmaller() throws Exception {
    addNumbers(1, 10);
    Exchange exchange = exchange(List.of(RedisStreamsEntry.of("11-0", "data", "11")));
    exchange.getIn().setHeader(RedisStreamsConstants.MIN_ID, "9-0");

    producer("?approximateTrimming=false").processAsync(exchange).join();

    assertThat(values()).containsExactly("9", "10", "11");
  }

  @Test
  void concurrentExchangesShareRoundTripsAndKeepTheirOrder() throws Exception {
    AsyncProducer producer = producer("");
    long readsBefore = readsOfRedis();

    List<CompletableFuture<Exchange>> sent = sendNumbers(producer, 0, 5000);
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();

    long reads = readsOfRedis() - readsBefore;
    assertThat(reads).isLessThan(1000);
    assertThat(values()).isEqualTo(numbers(0, 4999));
    assertThat(
            sent.stream().map(one -> one.join().getMessage().getHeader(RedisStreamsConstants.ID)))
        .containsExactlyElementsOf(entries().stream().<Object>map(RedisStreamsEntry::id).toList());
  }

  @Test
  void withoutGatheringEveryExchangeIsAdded() throws Exception {
    List<CompletableFuture<Exchange>> sent = sendNumbers(producer("?gather=false"), 0, 200);
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();

    assertThat(values()).containsExactlyInAnyOrderElementsOf(numbers(0, 199));
  }

  @Test
  void aRefusedExchangeDoesNotHarmThoseGatheredWithIt() throws Exception {
    addNumbers(1, 1);
    AsyncProducer producer = producer("");
    Map<String, Object> withNull = new HashMap<>();
    withNull.put("data", null);

    List<CompletableFuture<Exchange>> before = sendNumbers(producer, 0, 100);
    CompletableFuture<Exchange> tooSmall =
        producer.processAsync(exchange(RedisStreamsEntry.of("1-0", "data", "too small")));
    CompletableFuture<Exchange> nothing = producer.processAsync(exchange(withNull));
    List<CompletableFuture<Exchange>> after = sendNumbers(producer, 100, 200);

    assertThat(tooSmall.join().getException()).isInstanceOf(RedisStreamsIdTooSmallException.class);
    assertThat(nothing.join().getException()).hasMessageContaining("data of an entry is null");
    assertThat(before).allSatisfy(one -> assertThat(one.join().getException()).isNull());
    assertThat(after).allSatisfy(one -> assertThat(one.join().getException()).isNull());
    assertThat(values()).hasSize(201);
  }

  @Test
  void otherErrorsOfRedisAreReportedAsTheyAre() throws Exception {
    client.getBucket(key).set("not a stream");

    assertThat(send("", "text").getException())
        .isInstanceOf(RedisException.class)
        .hasMessageContaining("WRONGTYPE");
    assertThat(send("", List.of(RedisStreamsEntry.of("data", "text"))).getException())
        .isInstanceOf(RedisException.class)
        .hasMessageContaining("WRONGTYPE");
  }

  @Test
  void aServerThatLacksItsReplicasIsUnavailable() throws Exception {
    redisSetting("min-replicas-to-write", "1");
    try {
      assertThat(send("", "text").getException())
          .isInstanceOf(RedisStreamsUnavailableException.class);
      assertThat(send("", List.of(RedisStreamsEntry.of("data", "text"))).getException())
          .isInstanceOf(RedisStreamsUnavailableException.class);
    } finally {
      redisSetting("min-replicas-to-write", "0");
    }
  }

  @Test
  void aListThatMustFollowAnIdIsRefusedAsLongAsTheStreamHasNotReachedIt() throws Exception {
    addNumbers(1, 2);
    Exchange following = exchange(List.of(RedisStreamsEntry.of("10-0", "data", "10")));
    following.getIn().setHeader(RedisStreamsConstants.PREVIOUS_ID, "9-0");
    AsyncProducer producer = producer("?skipExistingIds=true");

    Exchange refused = producer.processAsync(following.copy()).join();
    addNumbers(3, 9);
    Exchange added = producer.processAsync(following.copy()).join();

    assertThat(refused.getException()).isInstanceOf(RedisStreamsGapException.class);
    assertThat(added.getException()).isNull();
    assertThat(values()).isEqualTo(numbers(1, 10));
  }

  @Test
  void nothingFollowsAnIdInAStreamThatDoesNotExist() throws Exception {
    Exchange following = exchange(List.of(RedisStreamsEntry.of("10-0", "data", "10")));
    following.getIn().setHeader(RedisStreamsConstants.PREVIOUS_ID, "9-0");

    Exchange refused = producer("").processAsync(following).join();

    assertThat(refused.getException()).isInstanceOf(RedisStreamsGapException.class);
    assertThat(entries()).isEmpty();
  }

  @Test
  void bodiesThatAreNoEntriesAreRefusedBeforeTheyAreSent() throws Exception {
    assertThat(send("", List.of("text")).getException())
        .hasMessageContaining("RedisStreamsEntry")
        .hasMessageContaining("java.lang.String");
    assertThat(send("", Map.of()).getException()).hasMessageContaining("at least one field");
    assertThat(send("", RedisStreamsEntry.of("yesterday", "data", "text")).getException())
        .hasMessageContaining("'yesterday' is not an entry id");
    assertThat(stream.isExists()).isFalse();
  }

  private void redisSetting(String name, String value) {
    client.getRedisNodes(RedisNodes.SINGLE).getInstance().setConfig(name, value);
  }

  /** How often Redis has read from a connection: once for all commands that came together. */
  private long readsOfRedis() {
    Map<String, String> statistics =
        client.getRedisNodes(RedisNodes.SINGLE).getInstance().info(RedisNode.InfoSection.STATS);
    return Long.parseLong(statistics.get("total_reads_processed"));
  }
}
