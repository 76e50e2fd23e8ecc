package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Tells how long the streams are, and warns before they fill the memory of Redis. Always up: edits
 * go on until that is full.
 */
public final class LogHealthCheck extends AbstractHealthCheck {
  /** Both streams with so many entries take about 2 GB of the memory of Redis. */
  private static final int MANY = 2_000_000;

  private final RedissonClient client;
  private final List<String> streams;

  public LogHealthCheck(RedissonClient client, List<String> streams) {
    super("dromedary", "log");
    this.client = requireNonNull(client, "client is null");
    this.streams = List.copyOf(streams);
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    try {
      for (String stream : streams) {
        long entries = client.getStream(stream, StringCodec.INSTANCE).size();
        builder.detail(stream, entries);
        if (entries > MANY) {
          builder.message(
              "%s has %d entries, because the oldest snapshot, the webhooks or a consumer group still needs them: see that Redis has memory, or delete the oldest snapshots"
                  .formatted(stream, entries));
        }
      }
    } catch (RedisException e) {
      // The checks of the routes that use the streams say so too, and are down.
      builder.message("Redis does not answer");
    }
  }
}
