package io.dromedary.metrics;

import io.dromedary.reload.ReloadHistory;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Edits of the routes folder. */
final class ReloadMeters {
  private ReloadMeters() {}

  static void bind(MeterRegistry registry, ReloadHistory reloads) {
    count(registry, reloads, "applied", ReloadHistory::appliedReloads);
    count(registry, reloads, "refused", ReloadHistory::refusedReloads);
    Gauge.builder("dromedary.routes.broken.files", reloads, ReloadHistory::brokenFiles)
        .description("Files of the routes folder whose last good version is used instead")
        .register(registry);
  }

  private static void count(
      MeterRegistry registry,
      ReloadHistory reloads,
      String result,
      ToDoubleFunction<ReloadHistory> number) {
    FunctionCounter.builder("dromedary.routes.reloads", reloads, number)
        .description("Edits of the routes folder that have taken effect or were refused")
        .tag("result", result)
        .register(registry);
  }
}
