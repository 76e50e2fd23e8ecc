package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up unless edits wait because the writer cannot go on, as on a disk that is full. */
public final class WriterHealthCheck extends AbstractHealthCheck {
  private final TroubleLog troubles;

  public WriterHealthCheck(TroubleLog troubles) {
    super("dromedary", "writer");
    this.troubles = requireNonNull(troubles, "troubles is null");
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    troubles.current().ifPresentOrElse(message -> builder.message(message).down(), builder::up);
  }
}
