package io.dromedary.metrics;

import io.dromedary.edit.EditId;
import io.dromedary.edit.EditTypes;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.reply.UpdateListener;
import io.dromedary.writer.GroupListener;
import io.dromedary.writer.RecordedEdit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts edits and measures their groups and the way of updates to those who wait for them. */
final class EditMeters implements GroupListener, UpdateListener {
  /** Of so many groups it is known when they were committed. */
  private static final int MOST_GROUPS = 1_000;

  private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};
  private static final Duration[] TIMES = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final Map<String, Map<Status, Counter>> edits = new HashMap<>();
  private final DistributionSummary sizes;
  private final Timer times;
  private final Timer firstBytes;

  /** The latest groups by their last edits. */
  private final TreeMap<EditId, Commit> commits = new TreeMap<>();

  /**
   * The commit of a group.
   *
   * @param first the first edit of the group
   * @param time in terms of {@link System#nanoTime}
   */
  private record Commit(EditId first, long time) {}

  EditMeters(MeterRegistry registry) {
    for (String type : EditTypes.ALL) {
      edits.put(type, counters(registry, type));
    }
    sizes =
        DistributionSummary.builder("dromedary.group.size")
            .description("Edits in one transaction of the writer")
            .serviceLevelObjectives(SIZES)
            .register(registry);
    times =
        Timer.builder("dromedary.group")
            .description("From turning to a group of edits until it is committed")
            .serviceLevelObjectives(TIMES)
            .register(registry);
    firstBytes =
        Timer.builder("dromedary.update.first.byte")
            .description("From the commit of an update to the first byte for one who waits for it")
            .serviceLevelObjectives(TIMES)
            .register(registry);
  }

  private static Map<Status, Counter> counters(MeterRegistry registry, String type) {
    Map<Status, Counter> counters = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      counters.put(
          status,
          Counter.builder("dromedary.edits")
              .description("Edits that have their outcome")
              .tag("type", type)
              .tag("status", status.code())
              .register(registry));
    }
    return counters;
  }

  @Override
  public void committed(List<RecordedEdit> group, Duration took) {
    long now = System.nanoTime();
    for (RecordedEdit edit : group) {
      edits.get(EditTypes.of(edit.request())).get(edit.status()).increment();
    }
    sizes.record(group.size());
    times.record(took);
    synchronized (commits) {
      commits.put(group.get(group.size() - 1).id(), new Commit(group.get(0).id(), now));
      if (commits.size() > MOST_GROUPS) {
        commits.pollFirstEntry();
      }
    }
  }

  @Override
  public void answered(EditId update) {
    long now = System.nanoTime();
    Map.Entry<EditId, Commit> group;
    synchronized (commits) {
      group = commits.ceilingEntry(update);
    }
    // Of an edit from before the start, or of long ago, it is not known any more.
    if (group != null && !group.getValue().first().isAfter(update)) {
      firstBytes.record(Duration.ofNanos(now - group.getValue().time()));
    }
  }
}
