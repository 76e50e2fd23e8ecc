/**
 * Traces in the form of OpenTelemetry, if {@code dromedary.tracing.endpoint} says where to: spans
 * of Camel's routes, and of each edit on its way through the log. {@link
 * io.dromedary.tracing.TracingSetup} installs all of it. Without the setting nothing of it runs.
 */
package io.dromedary.tracing;
