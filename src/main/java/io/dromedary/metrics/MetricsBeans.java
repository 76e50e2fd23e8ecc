package io.dromedary.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** The beans that measure, and the one that the route {@code metrics} names. */
public final class MetricsBeans {
  private MetricsBeans() {}

  /**
   * Makes the beans, by the names under which they go into Camel's registry, and begins to count
   * what the writer commits.
   */
  public static Map<String, Object> of(Observed observed) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    EditMeters edits = new EditMeters(registry);
    observed.writer().listen(edits);
    observed.board().listen(edits);
    StoreMeters.bind(registry, observed.database());
    ReloadMeters.bind(registry, observed.reloads());
    List<Sample> samples =
        List.of(
            new LogMeters(registry, observed.lag(), observed.outbox(), observed.writer()),
            new RequestMeters(registry, observed.board()),
            new WebhookMeters(registry, observed.webhooks()));
    Map<String, Object> beans = new LinkedHashMap<>();
    beans.put(MicrometerConstants.METRICS_REGISTRY_NAME, registry);
    beans.put("metricsReport", new MetricsReport(registry, samples));
    beans.put("routeTimes", RouteMeters.times(registry));
    beans.put("routeStates", RouteMeters.states(registry));
    beans.put("metricsLifecycle", new MetricsLifecycle(registry, jvm(registry)));
    return beans;
  }

  /** The parts of Java that operators watch; it listens to the collector until it is closed. */
  private static JvmGcMetrics jvm(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    JvmGcMetrics collector = new JvmGcMetrics();
    collector.bindTo(registry);
    return collector;
  }
}
