package io.dromedary.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;

class SoleUseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private TestServer server;
  private RedissonClient first;
  private RedissonClient second;

  @BeforeEach
  void connect() {
    server = TestServer.start(folder);
    first = RedisConnection.open(settings(0), PATIENCE);
    second = RedisConnection.open(settings(0), PATIENCE);
    SoleUse.claim(first, settings(0), PATIENCE);
  }

  @AfterEach
  void close() {
    first.shutdown();
    second.shutdown();
    server.close();
  }

  private RedisSettings settings(int database) {
    return RedisSettings.parse("redis://127.0.0.1:%d/%d".formatted(server.port(), database));
  }

  @Test
  void aSecondProgramIsRefused() {
    assertThatThrownBy(() -> SoleUse.claim(second, settings(0), Duration.ofMillis(300)))
        .isInstanceOf(RedisUnavailableException.class)
        .hasMessage(
            "Another Dromedary works with redis://127.0.0.1:%d/0; stop it, or give this one a database of its own in redis.url",
            server.port());
  }

  @Test
  void anotherDatabaseIsFree() {
    SoleUse.claim(second, settings(1), Duration.ZERO);
  }

  @Test
  void whoEndsMakesRoom() {
    CompletableFuture<Void> claimed =
        CompletableFuture.runAsync(() -> SoleUse.claim(second, settings(0), PATIENCE));
    first.shutdown();
    claimed.join();
  }

  @Test
  void aUserWhoMayNotSubscribeIsLetIn() {
    server.ask("ACL", "SETUSER", "default", "-@pubsub");
    SoleUse.claim(second, settings(0), Duration.ZERO);
  }
}
