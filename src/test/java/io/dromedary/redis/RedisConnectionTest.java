package io.dromedary.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dromedary.edit.EditId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

class RedisConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void storesPlainStrings() {
    try (TestServer server = TestServer.start(folder)) {
      RedissonClient client = open("redis://localhost:%d/2".formatted(server.port()), PATIENCE);
      try {
        client.getBucket("key").set("välue");
        assertThat(client.getBucket("key", StringCodec.INSTANCE).get()).isEqualTo("välue");
        assertThat(server.ask("INFO", "keyspace")).contains("db2:keys=1");
      } finally {
        client.shutdown();
      }
    }
  }

  @Test
  void sendsScriptsInBatchesThatRedisHasForgotten() {
    try (TestServer server = TestServer.start(folder)) {
      RedissonClient client = open("redis://localhost:" + server.port(), PATIENCE);
      try {
        assertThat(runInBatch(client)).isEqualTo(7L);
        client.getScript().scriptFlush();
        assertThat(runInBatch(client)).isEqualTo(7L);
      } finally {
        client.shutdown();
      }
    }
  }

  private static Object runInBatch(RedissonClient client) {
    RBatch batch = client.createBatch();
    RFuture<Object> result =
        batch
            .getScript(StringCodec.INSTANCE)
            .evalAsync(RScript.Mode.READ_WRITE, "return 7", RScript.ReturnType.INTEGER);
    batch.execute();
    return result.toCompletableFuture().join();
  }

  @Test
  void waitsForARedisThatStartsLater() {
    int port = TestServer.freePort();
    CompletableFuture<RedissonClient> opening =
        CompletableFuture.supplyAsync(() -> open("redis://localhost:" + port, PATIENCE));
    await().during(Duration.ofMillis(500)).until(() -> !opening.isDone());
    try (TestServer server = TestServer.launch(folder, port)) {
      RedissonClient client = opening.join();
      client.getBucket("key").set("value");
      assertThat(server.ask("GET", "key")).isEqualTo("value");
      client.shutdown();
    }
  }

  @Test
  void saysWhatToCheckWhenRedisStaysAway() {
    String url = "redis://duck:secret@localhost:" + TestServer.freePort();
    assertThatThrownBy(() -> open(url, Duration.ofMillis(300)))
        .isInstanceOf(RedisUnavailableException.class)
        .hasMessageContaining("duck:***@localhost")
        .hasMessageContaining("Check redis.url")
        .hasMessageNotContaining("secret");
  }

  @Test
  void logsInAsAnAclUser() {
    try (TestServer server =
        TestServer.start(folder, "--user", "duck", "on", ">p@ss/word", "~*", "&*", "+@all")) {
      RedissonClient client =
          open("redis://duck:p%%40ss%%2Fword@localhost:%d".formatted(server.port()), PATIENCE);
      client.getBucket("key").set("value");
      assertThat(server.ask("CLIENT", "LIST")).contains("user=duck");
      client.shutdown();
    }
  }

  @Test
  void doesNotWaitWhenThePasswordIsWrong() {
    try (TestServer server =
        TestServer.start(folder, "--user", "duck", "on", ">right", "~*", "+@all")) {
      assertThatThrownBy(
              () ->
                  open(
                      "redis://duck:wrong@localhost:%d".formatted(server.port()),
                      Duration.ofDays(1)))
          .isInstanceOf(RedisUnavailableException.class)
          .hasMessageContaining("WRONGPASS")
          .hasMessageNotContaining("duck:wrong");
    }
  }

  @Test
  void worksAgainWhenRedisComesBack() {
    int port = TestServer.freePort();
    TestServer first = TestServer.launch(folder, port);
    RedissonClient client = open("redis://localhost:" + port, PATIENCE);
    try {
      // So many at once that the pool is full when the server goes.
      List<CompletableFuture<Void>> writes =
          IntStream.range(0, 64)
              .mapToObj(
                  number ->
                      client.getBucket("key-" + number).setAsync("value").toCompletableFuture())
              .toList();
      CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
      first.close();
      for (int failure = 0; failure < 5; failure++) {
        assertThatThrownBy(() -> client.getBucket("key").get()).isInstanceOf(RedisException.class);
      }
      try (TestServer second = TestServer.launch(folder, port)) {
        await()
            .atMost(Duration.ofSeconds(3))
            .ignoreExceptions()
            .untilAsserted(() -> client.getBucket("key").set("value"));
        assertThat(second.ask("GET", "key")).isEqualTo("value");
      }
    } finally {
      first.close();
      client.shutdown();
    }
  }

  @Test
  void findsTheMasterThroughASentinel() throws IOException {
    try (TestServer master =
        TestServer.launch(folder, TestServer.freePort(), "--requirepass", "secret")) {
      Path configuration = folder.resolve("sentinel.conf");
      Files.writeString(
          configuration,
          """
          sentinel monitor main 127.0.0.1 %d 1
          sentinel auth-pass main secret
          requirepass watch
          """
              .formatted(master.port()));
      int port = TestServer.freePort();
      String executable = RedisExecutable.find(folder.resolve("bin"), 0).path().toString();
      List<String> command =
          List.of(
              executable, configuration.toString(), "--sentinel", "--port", Integer.toString(port));
      try (TestServer sentinel = TestServer.launch(port, command)) {
        RedissonClient client =
            open(
                "redis-sentinel://:secret@127.0.0.1:%d/main?sentinelPassword=watch"
                    .formatted(sentinel.port()),
                PATIENCE);
        client.getBucket("key").set("value");
        assertThat(StreamPositions.ensureAfter(client, "log", new EditId(5, 1))).isTrue();
        assertThat(StreamPositions.lastId(client, "log")).isEqualTo(new EditId(5, 1));
        assertThat(client.getRedisNodes(RedisNodes.SENTINEL_MASTER_SLAVE).getMaster().ping())
            .isTrue();
        client.shutdown();
      }
    }
  }

  @Test
  void spreadsKeysOverACluster() {
    try (TestServer one = startNode("one");
        TestServer two = startNode("two");
        TestServer three = startNode("three")) {
      List<TestServer> nodes = List.of(one, two, three);
      for (int index = 0; index < 3; index++) {
        nodes.get(index).ask(addSlots(index * 16_384 / 3, (index + 1) * 16_384 / 3));
        nodes.get(index).ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(index + 1));
      }
      two.ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(one.port()));
      three.ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(one.port()));
      for (TestServer node : nodes) {
        await()
            .until(
                () ->
                    node.ask("CLUSTER", "INFO").contains("cluster_state:ok")
                        && node.ask("CLUSTER", "INFO").contains("cluster_known_nodes:3"));
      }
      RedissonClient client = open("redis-cluster://127.0.0.1:" + one.port(), PATIENCE);
      for (int workbook = 0; workbook < 20; workbook++) {
        String stream = "request_duck:{%d}".formatted(workbook);
        StreamPositions.ensureAfter(client, stream, new EditId(5, workbook));
        assertThat(StreamPositions.lastId(client, stream)).isEqualTo(new EditId(5, workbook));
      }
      assertThat(nodes).noneMatch(node -> node.ask("DBSIZE").equals("0"));
      client.shutdown();
    }
  }

  private TestServer startNode(String name) {
    try {
      Path home = Files.createDirectories(folder.resolve(name));
      return TestServer.start(home, "--cluster-enabled", "yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] addSlots(int from, int to) {
    return Stream.concat(
            Stream.of("CLUSTER", "ADDSLOTS"), IntStream.range(from, to).mapToObj(Integer::toString))
        .toArray(String[]::new);
  }

  private static RedissonClient open(String url, Duration patience) {
    return RedisConnection.open(RedisSettings.parse(url), patience);
  }
}
