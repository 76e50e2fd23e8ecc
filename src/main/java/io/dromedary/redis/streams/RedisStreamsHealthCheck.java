package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.codec.StringCodec;

/**
 * Ready when the Redis server that holds the stream answers a PING within the endpoint's
 * requestTimeout.
 */
public class RedisStreamsHealthCheck extends AbstractHealthCheck {
  private final RedisStreamsEndpoint endpoint;

  /**
   * @param id identifies the check among all of the Camel context
   */
  public RedisStreamsHealthCheck(RedisStreamsEndpoint endpoint, String id) {
    super("camel", id);
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.detail("stream.key", endpoint.getConfiguration().getStreamKey());
    try {
      ping();
      builder.up();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      builder.message("Interrupted while waiting for Redis").error(e).down();
    } catch (TimeoutException e) {
      builder.message("Redis does not answer").error(e).down();
    } catch (ExecutionException | RuntimeException e) {
      Throwable cause = RedisFailures.unwrap(e);
      builder.message("Redis does not serve: " + cause.getMessage()).error(cause).down();
    }
  }

  private void ping() throws ExecutionException, InterruptedException, TimeoutException {
    long timeout = endpoint.getConfiguration().getRequestTimeout();
    RBatch batch =
        endpoint
            .redissonClient()
            .createBatch(
                BatchOptions.defaults()
                    .retryAttempts(0)
                    .responseTimeout(timeout, TimeUnit.MILLISECONDS));
    // as a script with the key, because in a cluster that goes to the server that holds the stream
    RFuture<Object> pong =
        batch
            .getScript(StringCodec.INSTANCE)
            .evalAsync(
                Mode.READ_WRITE,
                LuaScripts.PING,
                ReturnType.STATUS,
                List.of(endpoint.getConfiguration().getStreamKey()));
    batch.executeAsync().toCompletableFuture().get(timeout, TimeUnit.MILLISECONDS);
    pong.toCompletableFuture().get(0, TimeUnit.MILLISECONDS);
  }
}
