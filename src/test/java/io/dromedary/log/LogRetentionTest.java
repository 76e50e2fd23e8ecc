package io.dromedary.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.edit.EditId;
import io.dromedary.redis.EmbeddedRedis;
import io.dromedary.redis.RedisConnection;
import io.dromedary.redis.RedisSettings;
import io.dromedary.redis.streams.RedisStreamsEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RScript;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

class LogRetentionTest {
  private static final List<String> STREAMS = List.of("requests", "responses");
  private static final String ADD =
      """
      for id = ARGV[1], ARGV[2] do
        redis.call('XADD', KEYS[1], id .. '-0', 'data', 'one')
      end
      """;
  private static final int KEPT = 1_000;
  private static final int STEP = 1_000;

  @TempDir private static Path folder;
  private static EmbeddedRedis server;
  private static RedissonClient client;

  private final CamelContext context = new DefaultCamelContext();
  private int length;
  private LogRetention retention;

  @BeforeAll
  static void start() {
    server = EmbeddedRedis.start(folder, EmbeddedRedis.Options.defaults());
    client = RedisConnection.open(RedisSettings.parse(server.url()), Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  @BeforeEach
  void prepare() {
    retention = new LogRetention(client, STREAMS, KEPT, EditId.ZERO);
  }

  @AfterEach
  void empty() throws Exception {
    client.getKeys().flushall();
    context.close();
  }

  private static RStream<String, String> stream(String name) {
    return client.getStream(name, StringCodec.INSTANCE);
  }

  /** Adds entries to both streams and says that they are committed and published. */
  private void grow(int entries) {
    List<RedisStreamsEntry> added =
        IntStream.rangeClosed(length + 1, length + entries)
            .mapToObj(id -> new RedisStreamsEntry(id + "-0", Map.of("data", "one")))
            .toList();
    for (String name : STREAMS) {
      client
          .getScript(StringCodec.INSTANCE)
          .eval(
              name,
              RScript.Mode.READ_WRITE,
              ADD,
              RScript.ReturnType.STATUS,
              List.of(name),
              Integer.toString(length + 1),
              Integer.toString(length + entries));
    }
    length += entries;
    retention.committed(added, context);
  }

  private static long firstOf(String name) {
    return stream(name).getInfo().getFirstEntry().getId().getId0();
  }

  private void need(String name, EditId oldest) {
    context.getRegistry().bind(name, LogFloor.class, (LogFloor) () -> Optional.of(oldest));
  }

  /** Redis trims whole nodes of a hundred entries. */
  private static void awaitFirst(long first) {
    for (String name : STREAMS) {
      await("the first entry of " + name)
          .untilAsserted(() -> assertThat(firstOf(name)).isBetween(first - 100, first));
    }
  }

  @Test
  void soManyEntriesStayIfNobodyNeedsMore() {
    grow(3 * STEP);

    awaitFirst(2 * STEP);
  }

  @Test
  void whatTheOldestNeedsStaysInBothStreams() {
    need("snapshots", new EditId(1_500, 0));
    need("webhooks", new EditId(2_700, 0));

    grow(5 * STEP);

    awaitFirst(1_500);
  }

  @Test
  void whatIsNoLongerNeededIsTrimmedLater() {
    EditId[] oldest = {new EditId(500, 0)};
    context
        .getRegistry()
        .bind("snapshots", LogFloor.class, (LogFloor) () -> Optional.of(oldest[0]));
    grow(3 * STEP);
    awaitFirst(500);

    oldest[0] = new EditId(1_900, 0);
    grow(STEP);

    awaitFirst(1_900);
  }

  @Test
  void afterARestartWhatWasThereBeforeIsTrimmed() {
    grow(3 * STEP);
    retention = new LogRetention(client, STREAMS, KEPT, new EditId(2_200, 0));

    grow(STEP);

    awaitFirst(2_200);
  }
}
