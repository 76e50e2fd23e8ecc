package io.dromedary.metrics;

import static java.util.Objects.requireNonNull;

import io.dromedary.log.LogLag;
import io.dromedary.log.LogLag.Lag;
import io.dromedary.writer.Outbox;
import io.dromedary.writer.Writer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits between the streams and the tables. */
final class LogMeters implements Sample {
  private static final Logger LOG = LoggerFactory.getLogger(LogMeters.class);
  private static final double MILLIS = 1_000;

  private final LogLag lag;
  private volatile double entries;
  private volatile double seconds;

  LogMeters(MeterRegistry registry, LogLag lag, Outbox outbox, Writer writer) {
    this.lag = requireNonNull(lag, "lag is null");
    Gauge.builder("dromedary.log.lag.entries", this, meters -> meters.entries)
        .description("Entries of the log that the writer has not committed, at most 10,000")
        .register(registry);
    Gauge.builder("dromedary.log.lag", this, meters -> meters.seconds)
        .description("How long the oldest of them has been in the log")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("dromedary.outbox.outcomes", outbox, Outbox::size)
        .description("Outcomes that are committed and not yet published")
        .register(registry);
    Gauge.builder("dromedary.tables.waiting.rows", writer, Writer::waitingRows)
        .description("Changed rows that the tables have still to take up")
        .register(registry);
  }

  @Override
  public void refresh(CamelContext context) {
    try {
      Lag now = lag.measure();
      entries = now.entries();
      seconds = now.oldest().toMillis() / MILLIS;
    } catch (RedisException e) {
      LOG.debug("The lag of the log is not known", e);
      entries = Double.NaN;
      seconds = Double.NaN;
    }
  }
}
