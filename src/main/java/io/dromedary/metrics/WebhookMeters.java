package io.dromedary.metrics;

import static java.util.Objects.requireNonNull;

import io.dromedary.webhook.WebhookStatistics;
import io.dromedary.webhook.WebhookStatistics.Queues;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deliveries of webhooks. */
final class WebhookMeters implements Sample {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookMeters.class);

  private final WebhookStatistics webhooks;
  private volatile double pending;
  private volatile double deadLetters;

  WebhookMeters(MeterRegistry registry, WebhookStatistics webhooks) {
    this.webhooks = requireNonNull(webhooks, "webhooks is null");
    count(registry, "delivered", WebhookStatistics::delivered);
    count(registry, "failed", WebhookStatistics::failed);
    count(registry, "dead", WebhookStatistics::dead);
    Gauge.builder("dromedary.webhook.pending", this, meters -> meters.pending)
        .description("Deliveries that wait in the queues of all webhooks")
        .register(registry);
    Gauge.builder("dromedary.webhook.dead.letters", this, meters -> meters.deadLetters)
        .description("Deliveries that were given up and can be replayed")
        .register(registry);
    Gauge.builder("dromedary.webhook.open.circuits", webhooks, WebhookStatistics::openCircuits)
        .description("Receivers that fail and are left alone for a while")
        .register(registry);
  }

  private void count(
      MeterRegistry registry, String result, ToDoubleFunction<WebhookStatistics> number) {
    FunctionCounter.builder("dromedary.webhook.deliveries", webhooks, number)
        .description("Attempts of deliveries; a dead one is not tried again")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public void refresh(CamelContext context) {
    try {
      Queues queues = webhooks.queues();
      pending = queues.pending();
      deadLetters = queues.deadLetters();
    } catch (RedisException e) {
      LOG.debug("The queues of webhooks are not known", e);
      pending = Double.NaN;
      deadLetters = Double.NaN;
    }
  }
}
