package io.dromedary.redis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that one program works with a database of Redis: two would apply the same log to
 * different data, and a client would get the outcome of either. Whoever works with it subscribes to
 * a channel, so Redis itself forgets a program that is killed.
 */
public final class SoleUse {
  private static final Logger LOG = LoggerFactory.getLogger(SoleUse.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private SoleUse() {}

  /**
   * Claims the database for as long as the client is open.
   *
   * @param patience how long to wait for the end of a program that has just ended or been killed
   * @throws RedisUnavailableException if another program works with the database
   */
  public static void claim(RedissonClient client, RedisSettings settings, Duration patience) {
    requireNonNull(client, "client is null");
    // Channels are common to all databases.
    RTopic channel =
        client.getTopic("dromedary:" + settings.servers().database(), StringCodec.INSTANCE);
    try {
      channel.addListener(String.class, (name, message) -> {});
      long start = System.nanoTime();
      while (channel.countSubscribers() > 1) {
        if (System.nanoTime() - start > patience.toNanos()) {
          throw new RedisUnavailableException(
              "Another Dromedary works with %s; stop it, or give this one a database of its own in redis.url"
                  .formatted(settings));
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    } catch (RedisException e) {
      LOG.warn(
          "It cannot be told whether another program works with {}: {}. Allow this user PUBSUB and SUBSCRIBE",
          settings,
          e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisUnavailableException("interrupted while waiting for Redis", e);
    }
  }
}
