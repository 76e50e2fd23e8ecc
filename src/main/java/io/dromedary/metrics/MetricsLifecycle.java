package io.dromedary.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** Ends the measuring together with the routes. Camel finds it as a bean. */
public final class MetricsLifecycle extends LifecycleStrategySupport {
  private final MeterRegistry registry;
  private final JvmGcMetrics collector;

  MetricsLifecycle(MeterRegistry registry, JvmGcMetrics collector) {
    this.registry = requireNonNull(registry, "registry is null");
    this.collector = requireNonNull(collector, "collector is null");
  }

  @Override
  public void onContextStopped(CamelContext context) {
    collector.close();
    registry.close();
  }
}
