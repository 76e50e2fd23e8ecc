package io.dromedary.snapshot;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells of the snapshots, and why the last scheduled one is not there. Always up: edits and readers
 * do not need them.
 */
public final class SnapshotHealthCheck extends AbstractHealthCheck {
  private final Snapshots snapshots;
  private final SnapshotSchedule schedule;

  SnapshotHealthCheck(Snapshots snapshots, SnapshotSchedule schedule) {
    super("dromedary", "snapshots");
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
    this.schedule = requireNonNull(schedule, "schedule is null");
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    try {
      List<Snapshot> all = snapshots.list();
      builder.detail("count", all.size());
      if (!all.isEmpty()) {
        builder
            .detail("latest", all.get(0).created())
            .detail("oldest", all.get(all.size() - 1).created());
      }
    } catch (IOException e) {
      builder.message("The folder of snapshots does not work: " + e);
    }
    schedule
        .failure()
        .ifPresent(
            failure ->
                builder.message(
                    "The scheduled snapshot of %s has failed: %s"
                        .formatted(failure.at(), failure.reason())));
  }
}
