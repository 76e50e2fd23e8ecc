package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.redisson.client.RedisException;

/** Tells how deliveries stand. Always up: what a receiver does says nothing about the program. */
public final class WebhookHealthCheck extends AbstractHealthCheck {
  private final WebhookRecords records;
  private final WebhookDispatcher dispatcher;

  WebhookHealthCheck(WebhookRecords records, WebhookDispatcher dispatcher) {
    super("dromedary", "webhooks");
    this.records = requireNonNull(records, "records is null");
    this.dispatcher = requireNonNull(dispatcher, "dispatcher is null");
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up().detail("open_circuits", dispatcher.openCircuits());
    try {
      WebhookRecords.Counts counts = records.total();
      builder.detail("pending", counts.pending()).detail("dead", counts.dead());
    } catch (RedisException e) {
      // The check of the route that reads the stream says so too, and is down.
      builder.message("Redis, which keeps the deliveries, does not answer");
    }
  }
}
