package io.dromedary.snapshot;

import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.writer.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The beans that {@code snapshots.camel.yaml} names. */
public final class SnapshotBeans {
  private SnapshotBeans() {}

  /**
   * Makes the beans, by the names under which they go into Camel's registry.
   *
   * @param data the data folder
   * @throws IllegalArgumentException if the folder of snapshots cannot be read
   */
  public static Map<String, Object> of(
      Writer writer, SnapshotSettings settings, Path data, SqlTemplates sql) {
    Clock clock = Clock.systemUTC();
    Snapshots snapshots = new Snapshots(writer, settings, data, sql, clock);
    SnapshotSchedule schedule = new SnapshotSchedule(snapshots, settings.every(), clock);
    Map<String, Object> beans = new LinkedHashMap<>();
    beans.put("snapshots", snapshots);
    beans.put("snapshotApi", new SnapshotApi(snapshots));
    beans.put("snapshotSchedule", schedule);
    beans.put("snapshotHealthCheck", new SnapshotHealthCheck(snapshots, schedule));
    return beans;
  }
}
