package io.dromedary.tracing;

import io.dromedary.http.RequestId;
import io.dromedary.log.WriterLog;
import io.opentelemetry.api.trace.Span;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.telemetry.Op;
import org.slf4j.MDC;

/**
 * Camel's tracer of routes, without those that nobody asks for: timers, the requests of monitoring,
 * and the routes between the streams, which handle many edits at once and whose spans {@link
 * TracedEdits} makes. It names the trace in the log, and the request in the trace.
 */
final class RouteTracer extends OpenTelemetryTracer {
  /** The key of the logging context under which the trace stands, as OpenTelemetry names it. */
  static final String LOG_KEY = "trace_id";

  private static final String TRACE_STATE = "tracestate";
  private static final String REQUEST = "dromedary.request";

  @Override
  public boolean exclude(String endpointUri, CamelContext context) {
    return endpointUri.startsWith("timer:")
        || endpointUri.startsWith("platform-http:///observe/")
        || endpointUri.startsWith("redis-streams://response_duck")
        || (endpointUri.startsWith("redis-streams:") && endpointUri.contains("batching=true"))
        || super.exclude(endpointUri, context);
  }

  @Override
  protected void beginEventSpan(Exchange exchange, Endpoint endpoint, Op op) throws Exception {
    super.beginEventSpan(exchange, endpoint, op);
    if (op == Op.EVENT_RECEIVED) {
      // Camel has just made it the current one.
      Span span = Span.current();
      if (!span.getSpanContext().isSampled()) {
        // A client's context that asks for no trace; no entry of the log is to carry it.
        exchange.getIn().removeHeader(WriterLog.TRACE);
        exchange.getIn().removeHeader(TRACE_STATE);
        return;
      }
      MDC.put(LOG_KEY, span.getSpanContext().getTraceId());
      String request = exchange.getProperty(RequestId.PROPERTY, String.class);
      if (request != null) {
        span.setAttribute(REQUEST, request);
      }
    }
  }

  @Override
  protected void endEventSpan(Exchange exchange, Endpoint endpoint) throws Exception {
    super.endEventSpan(exchange, endpoint);
    if (endpoint.equals(exchange.getFromEndpoint())) {
      MDC.remove(LOG_KEY);
    }
  }
}
