package io.dromedary.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.component.micrometer.eventnotifier.MicrometerRouteEventNotifier;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;

/** Camel's own metrics of its routes. */
final class RouteMeters {
  /** Takes the time of those edits that its callers' times contain, thousands a second. */
  private static final String UNTIMED = "append-edit";

  private RouteMeters() {}

  /** Times of each route and how often it has failed; nothing of single steps. */
  static MicrometerRoutePolicyFactory times(MeterRegistry registry) {
    MicrometerRoutePolicyConfiguration configuration = new MicrometerRoutePolicyConfiguration();
    configuration.setContextEnabled(false);
    configuration.setExchangesSucceeded(false);
    configuration.setExchangesTotal(false);
    configuration.setExternalRedeliveries(false);
    configuration.setExcludePattern(UNTIMED);
    MicrometerRoutePolicyFactory factory = new MicrometerRoutePolicyFactory();
    factory.setMeterRegistry(registry);
    factory.setPolicyConfiguration(configuration);
    return factory;
  }

  /** How many routes there are and run. */
  static MicrometerRouteEventNotifier states(MeterRegistry registry) {
    MicrometerRouteEventNotifier notifier = new MicrometerRouteEventNotifier();
    notifier.setMeterRegistry(registry);
    // Otherwise Camel makes an event of each exchange and each step, only to throw it away.
    notifier.setIgnoreExchangeEvents(true);
    notifier.setIgnoreStepEvents(true);
    return notifier;
  }
}
