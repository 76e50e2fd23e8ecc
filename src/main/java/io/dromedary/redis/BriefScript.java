package io.dromedary.redis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Asks Redis by a script, once and with little patience: for reports, which must also come when
 * Redis is away.
 */
public final class BriefScript {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private BriefScript() {}

  /**
   * The answer of a script that gives a list; its elements are texts and numbers.
   *
   * @param key the key that it works on
   * @throws RedisException if there is no answer within two seconds
   */
  public static List<Object> list(
      RedissonClient client, String script, String key, Object... arguments) {
    RBatch batch =
        requireNonNull(client, "client is null")
            .createBatch(
                BatchOptions.defaults()
                    .retryAttempts(0)
                    .responseTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    RFuture<List<Object>> answer =
        batch
            .getScript(StringCodec.INSTANCE)
            .evalAsync(
                RScript.Mode.READ_WRITE, script, RScript.ReturnType.MULTI, List.of(key), arguments);
    try {
      batch.executeAsync().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return answer.toCompletableFuture().get(0, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("Interrupted while waiting for Redis", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new RedisException("Redis has not answered", e);
    }
  }
}
