package io.dromedary.start;

import io.dromedary.redis.EmbeddedRedis;
import io.dromedary.redis.RedisConnection;
import io.dromedary.redis.RedisSettings;
import io.dromedary.redis.SoleUse;
import java.time.Duration;
import java.util.Optional;
import org.redisson.api.RedissonClient;

/**
 * The Redis of the settings, for this process alone: the embedded one, or one that runs already.
 */
final class Redis implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long Redis may take to see that the program that used it before is gone. */
  private static final Duration LAST_USE = Duration.ofSeconds(10);

  private final Optional<EmbeddedRedis> embedded;
  private final RedissonClient client;

  private Redis(Optional<EmbeddedRedis> embedded, RedissonClient client) {
    this.embedded = embedded;
    this.client = client;
  }

  /**
   * Starts it if need be, and connects.
   *
   * @throws IllegalStateException if it cannot be used; the message says what to do
   */
  static Redis connect(Settings settings) {
    Optional<EmbeddedRedis> embedded =
        settings.redis().isPresent() ? Optional.empty() : Optional.of(startEmbedded(settings));
    try {
      RedisSettings redis =
          settings.redis().orElseGet(() -> RedisSettings.parse(embedded.orElseThrow().url()));
      RedissonClient client = RedisConnection.open(redis, PATIENCE);
      Redis connected = new Redis(embedded, client);
      if (embedded.isEmpty()) {
        connected.claim(redis);
      }
      return connected;
    } catch (RuntimeException e) {
      embedded.ifPresent(EmbeddedRedis::close);
      throw e;
    }
  }

  private static EmbeddedRedis startEmbedded(Settings settings) {
    return EmbeddedRedis.start(
        settings.data(), EmbeddedRedis.Options.defaults().withAppendFsync(settings.appendFsync()));
  }

  private void claim(RedisSettings redis) {
    try {
      SoleUse.claim(client, redis, LAST_USE);
    } catch (RuntimeException e) {
      client.shutdown();
      throw e;
    }
  }

  RedissonClient client() {
    return client;
  }

  @Override
  public void close() {
    client.shutdown();
    embedded.ifPresent(EmbeddedRedis::close);
  }
}
