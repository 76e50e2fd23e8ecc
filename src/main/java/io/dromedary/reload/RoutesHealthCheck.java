package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down while a file in the routes folder is not used as it is. The program works all the same, with
 * the last good version, so neither readiness nor liveness depends on it.
 */
final class RoutesHealthCheck extends AbstractHealthCheck {
  private final ReloadHistory history;

  RoutesHealthCheck(ReloadHistory history) {
    super("dromedary", "routes");
    this.history = requireNonNull(history, "history is null");
  }

  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Map<String, ReloadHistory.Reload> broken = history.broken();
    builder.detail("broken", broken.size());
    builder.detail("applied", history.appliedReloads());
    builder.detail("refused", history.refusedReloads());
    if (broken.isEmpty()) {
      builder.up();
    } else {
      builder
          .message(
              broken.values().stream()
                  .map(ReloadHistory.Reload::text)
                  .collect(Collectors.joining("; ")))
          .down();
    }
  }
}
