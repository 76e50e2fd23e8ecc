package io.dromedary.tracing;

import static java.util.Objects.requireNonNull;

import io.dromedary.log.EditTraces;
import io.dromedary.settings.SettingValues;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Switches tracing on, if the settings say so. */
public final class TracingSetup {
  /** The property that routes name: which headers become fields of entries of the log. */
  private static final String FIELDS = "trace.fields";

  private static final Logger LOG = LoggerFactory.getLogger(TracingSetup.class);
  private static final long LAST_SPANS_SECONDS = 5;

  private TracingSetup() {}

  /**
   * Installs tracing; call it before Camel Main configures the context.
   *
   * @param values of {@link TracingSettings#GROUP}
   * @return what the log tells of edits; it does nothing unless tracing is on
   */
  public static EditTraces install(CamelContext context, SettingValues values) {
    requireNonNull(context, "context is null");
    TracingSettings settings = TracingSettings.of(values);
    TracedEdits edits = new TracedEdits();
    settings.endpoint().ifPresent(endpoint -> start(context, endpoint, settings.ratio(), edits));
    return edits;
  }

  private static void start(CamelContext context, URI endpoint, double ratio, TracedEdits edits) {
    // The exporter tells of its troubles through java.util.logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(AttributeKey.stringKey("service.name"), "dromedary"))))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build())
                    .build())
            .build();
    Tracer tracer = provider.get("io.dromedary");
    // Camel's tracer finds the two by their types.
    context.getRegistry().bind("tracer", tracer);
    context
        .getRegistry()
        .bind("contextPropagators", ContextPropagators.create(new SampledContext()));
    context.getPropertiesComponent().addOverrideProperty(FIELDS, "traceparent,tracestate");
    new RouteTracer().init(context);
    edits.start(tracer);
    context.addLifecycleStrategy(
        new LifecycleStrategySupport() {
          @Override
          public void onContextStopped(CamelContext stopped) {
            provider.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS);
          }
        });
    LOG.info("Traces go to {}", endpoint);
  }
}
