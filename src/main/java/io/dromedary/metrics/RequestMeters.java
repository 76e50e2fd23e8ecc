package io.dromedary.metrics;

import io.dromedary.http.AsyncHttpServer;
import io.dromedary.reply.OutcomeBoard;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;

/** Requests that are not answered yet. */
final class RequestMeters implements Sample {
  private volatile double open;

  RequestMeters(MeterRegistry registry, OutcomeBoard board) {
    Gauge.builder("dromedary.http.open.requests", this, meters -> meters.open)
        .description("Requests that a route has taken and not answered, this one included")
        .register(registry);
    waiting(registry, board, "outcome", OutcomeBoard::outcomeWaits);
    waiting(registry, board, "update", OutcomeBoard::updateWaits);
  }

  private static void waiting(
      MeterRegistry registry,
      OutcomeBoard board,
      String what,
      ToDoubleFunction<OutcomeBoard> number) {
    Gauge.builder("dromedary.waiting.requests", board, number)
        .description("Waits for the outcome of an edit, or for any update")
        .tag("for", what)
        .register(registry);
  }

  @Override
  public void refresh(CamelContext context) {
    open = AsyncHttpServer.of(context).openRequestCount();
  }
}
