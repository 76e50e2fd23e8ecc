package io.dromedary.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.EditId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamTrimArgs;

class StreamPositionsTest {
  private static final EditId FAR_FUTURE = new EditId(99_999_999_999_999L, 7);

  @TempDir private static Path folder;
  private static TestServer server;
  private static RedissonClient client;

  @BeforeAll
  static void start() {
    server = TestServer.start(folder);
    client =
        RedisConnection.open(
            RedisSettings.parse("redis://localhost:" + server.port()), Duration.ZERO);
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  @BeforeEach
  @AfterEach
  void empty() {
    client.getKeys().flushall();
  }

  @Test
  void theLastIdOfAMissingStreamIsZero() {
    assertThat(StreamPositions.lastId(client, "log")).isEqualTo(EditId.ZERO);
  }

  @Test
  void theLastIdOutlivesItsEntry() {
    add(new EditId(5, 3));
    client.getStream("log").trim(StreamTrimArgs.maxLen(0).noLimit());
    assertThat(StreamPositions.lastId(client, "log")).isEqualTo(new EditId(5, 3));
  }

  @Test
  void movesAMissingStreamForwardAndLeavesItEmpty() {
    assertThat(StreamPositions.ensureAfter(client, "log", FAR_FUTURE)).isTrue();

    assertThat(StreamPositions.lastId(client, "log")).isEqualTo(FAR_FUTURE);
    assertThat(client.getStream("log").size()).isZero();
    assertThat(client.getStream("log").listGroups()).isEmpty();
  }

  @Test
  void theNextIdIsLarger() {
    add(new EditId(5, 3));
    StreamPositions.ensureAfter(client, "log", FAR_FUTURE);

    StreamMessageId next = client.getStream("log").add(StreamAddArgs.entry("data", "two"));

    assertThat(EditId.parse(next.toString())).isGreaterThan(FAR_FUTURE);
    assertThat(client.getStream("log").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "5-3, 5-4, true",
    "5-3, 5-3, false",
    "5-3, 5-2, false",
    "5-3, 4-9, false",
    "5-3, 6-0, true",
    "9-1, 10-0, true",
    "10-0, 9-1, false",
    "5-9, 5-10, true",
    "5-10, 5-9, false",
    "9007199254740992-0, 9007199254740993-0, true",
    "9007199254740993-0, 9007199254740992-0, false",
    "5-9223372036854775806, 5-9223372036854775807, true"
  })
  void movesForwardOnly(String last, String wanted, boolean moved) {
    add(EditId.parse(last));

    assertThat(StreamPositions.ensureAfter(client, "log", EditId.parse(wanted))).isEqualTo(moved);

    assertThat(StreamPositions.lastId(client, "log")).hasToString(moved ? wanted : last);
  }

  @Test
  void leavesAMissingStreamMissingWhenNothingIsAsked() {
    assertThat(StreamPositions.ensureAfter(client, "log", EditId.ZERO)).isFalse();
    assertThat(client.getStream("log").isExists()).isFalse();
  }

  private static void add(EditId id) {
    client
        .getStream("log")
        .add(new StreamMessageId(id.millis(), id.sequence()), StreamAddArgs.entry("data", "one"));
  }
}
