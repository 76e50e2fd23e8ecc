/**
 * What the program measures, for Prometheus. Everything that counts does so without knowing this
 * package; {@link io.dromedary.metrics.MetricsBeans} reads its numbers when they are asked for, and
 * a feature that has numbers of its own gets a class here and a line there. Every metric is in
 * {@code docs/observability.md}.
 */
package io.dromedary.metrics;
