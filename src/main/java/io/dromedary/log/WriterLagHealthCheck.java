package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import io.dromedary.log.LogLag.Lag;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.redisson.client.RedisException;

/**
 * Up while the writer keeps up with the log. A program that does not is not ready: more edits would
 * only wait longer.
 */
public final class WriterLagHealthCheck extends AbstractHealthCheck {
  /** So long a client waits for an outcome unless it says otherwise. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final LogLag lag;

  public WriterLagHealthCheck(LogLag lag) {
    super("dromedary", "writer-lag");
    this.lag = requireNonNull(lag, "lag is null");
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Lag now;
    try {
      now = lag.measure();
    } catch (RedisException e) {
      builder.message("Redis does not tell how many edits wait: " + e.getMessage()).down();
      return;
    }
    builder.detail("entries", now.entries()).detail("seconds", now.oldest().toSeconds());
    if (now.oldest().compareTo(LONGEST) > 0) {
      builder
          .message(
              "The oldest of %d edits that wait for the writer has waited %d s; its clients were answered without an outcome"
                  .formatted(now.entries(), now.oldest().toSeconds()))
          .down();
    } else {
      builder.up();
    }
  }
}
