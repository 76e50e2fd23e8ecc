package io.dromedary.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.apache.camel.Exchange;

/** Answers with all metrics in the text format of Prometheus. */
public final class MetricsReport {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final List<Sample> samples;

  MetricsReport(PrometheusMeterRegistry registry, List<Sample> samples) {
    this.registry = requireNonNull(registry, "registry is null");
    this.samples = List.copyOf(samples);
  }

  /** Leaves the answer in the message. */
  public void answer(Exchange exchange) {
    samples.forEach(sample -> sample.refresh(exchange.getContext()));
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, TEXT);
    exchange.getMessage().setBody(registry.scrape(TEXT));
  }
}
