package io.dromedary.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.EditId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamCreateGroupArgs;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.api.stream.StreamReadGroupArgs;
import org.redisson.client.codec.StringCodec;

class StreamHistoryTest {
  private static final String STREAM = "log";

  @TempDir private static Path folder;
  private static TestServer server;
  private static RedissonClient client;

  @BeforeAll
  static void start() {
    // Small nodes, because Redis trims whole ones.
    server = TestServer.start(folder, "--stream-node-max-entries", "1");
    client =
        RedisConnection.open(
            RedisSettings.parse("redis://localhost:" + server.port()), Duration.ZERO);
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  @AfterEach
  void empty() {
    client.getKeys().flushall();
  }

  private static RStream<String, String> stream() {
    return client.getStream(STREAM, StringCodec.INSTANCE);
  }

  private static EditId id(long millis) {
    return new EditId(millis, 0);
  }

  private static void add(int entries) {
    for (int number = 1; number <= entries; number++) {
      stream().add(new StreamMessageId(number, 0), StreamAddArgs.entry("data", "one"));
    }
  }

  private static void trim(long oldest) {
    StreamHistory.trim(client, STREAM, id(oldest)).toCompletableFuture().join();
  }

  private static List<Long> entries() {
    return stream()
        .range(StreamRangeArgs.startId(StreamMessageId.MIN).endId(StreamMessageId.MAX))
        .keySet()
        .stream()
        .map(StreamMessageId::getId0)
        .toList();
  }

  private static List<Long> from(long first) {
    return LongStream.rangeClosed(first, 10).boxed().toList();
  }

  @Test
  void entriesInFrontOfTheOldestAreTrimmedAndThatIsNoted() {
    add(10);

    trim(4);

    assertThat(entries()).isEqualTo(from(4));
    assertThat(StreamHistory.completeAfter(client, STREAM)).hasValue(id(4));
  }

  @Test
  void whatAGroupHasNotTakenStays() {
    add(10);
    stream().createGroup(StreamCreateGroupArgs.name("slow").id(new StreamMessageId(3, 0)));
    stream().createGroup(StreamCreateGroupArgs.name("fast").id(new StreamMessageId(9, 0)));

    trim(7);

    assertThat(entries()).isEqualTo(from(3));
    assertThat(StreamHistory.completeAfter(client, STREAM)).hasValue(id(3));
  }

  @Test
  void whatAGroupHasNotAcknowledgedStays() {
    add(10);
    stream().createGroup(StreamCreateGroupArgs.name("group").id(new StreamMessageId(1, 0)));
    stream().readGroup("group", "consumer", StreamReadGroupArgs.neverDelivered().count(8));
    stream().ack("group", new StreamMessageId(2, 0));

    trim(10);

    assertThat(entries()).isEqualTo(from(3));
  }

  @Test
  void trimmingLessLaterDoesNotMakeTheStreamComplete() {
    add(10);
    trim(6);

    trim(2);

    assertThat(StreamHistory.completeAfter(client, STREAM)).hasValue(id(6));
  }

  @Test
  void trimmingAMissingStreamNotesNothing() {
    trim(5);

    assertThat(StreamHistory.completeAfter(client, STREAM)).isEmpty();
    assertThat(stream().isExists()).isFalse();
  }

  @Test
  void theFirstToSayWhereAStreamIsCompleteIsBelieved() {
    assertThat(StreamHistory.completeAfter(client, STREAM, id(5))).isEqualTo(id(5));
    assertThat(StreamHistory.completeAfter(client, STREAM, id(7))).isEqualTo(id(5));
  }

  @Test
  void aStreamThatIsMovedForwardIsCompleteFromThere() {
    add(3);

    StreamPositions.ensureAfter(client, STREAM, id(20));

    assertThat(StreamHistory.completeAfter(client, STREAM)).hasValue(id(20));
  }

  @Test
  void anEmptiedStreamGoesOnWithLargerIds() {
    add(10);

    StreamHistory.empty(client, STREAM, id(4));

    assertThat(stream().size()).isZero();
    assertThat(StreamPositions.lastId(client, STREAM)).isEqualTo(id(10));
    assertThat(StreamHistory.completeAfter(client, STREAM)).hasValue(id(4));
  }
}
