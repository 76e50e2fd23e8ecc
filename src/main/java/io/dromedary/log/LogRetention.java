package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.redis.StreamHistory;
import io.dromedary.redis.streams.RedisStreamsEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps both streams to a length, and never trims an entry that is not committed and published, or
 * that a consumer group or a {@link LogFloor} among Camel's beans still needs. The database keeps
 * every entry. Called by the writer's route alone.
 */
public final class LogRetention {
  private static final Logger LOG = LoggerFactory.getLogger(LogRetention.class);

  /** The streams are trimmed in steps of so many entries. */
  private static final int STEP = 1_000;

  private final RedissonClient client;
  private final List<String> streams;
  private final int keptSteps;
  private final Deque<EditId> steps = new ArrayDeque<>();
  private EditId trimmable;
  private int sinceStep;
  private Set<LogFloor> floors;

  /**
   * Prepares for trimming.
   *
   * @param kept how many published entries stay at least
   * @param beyond the entry in front of that many at the end of the log, as it is now
   */
  public LogRetention(RedissonClient client, List<String> streams, int kept, EditId beyond) {
    this.client = requireNonNull(client, "client is null");
    this.streams = List.copyOf(streams);
    this.trimmable = requireNonNull(beyond, "beyond is null");
    this.keptSteps = (kept + STEP - 1) / STEP;
  }

  /**
   * Counts the outcomes that are committed and published, and trims when enough have gathered.
   *
   * @param context has the beans that still need entries
   */
  public void committed(@Body List<RedisStreamsEntry> outcomes, CamelContext context) {
    if (floors == null) {
      floors = context.getRegistry().findByType(LogFloor.class);
    }
    boolean due = false;
    for (RedisStreamsEntry outcome : outcomes) {
      if (++sinceStep == STEP) {
        sinceStep = 0;
        steps.addLast(EditId.parse(outcome.id()));
        due = true;
      }
    }
    while (steps.size() > keptSteps) {
      trimmable = steps.removeFirst();
    }
    if (due) {
      trim();
    }
  }

  private void trim() {
    EditId oldest =
        floors.stream()
            .map(LogFloor::oldestNeeded)
            .flatMap(Optional::stream)
            .reduce(trimmable, (one, other) -> one.isAfter(other) ? other : one);
    if (!oldest.equals(EditId.ZERO)) {
      streams.forEach(stream -> trim(stream, oldest));
    }
  }

  private void trim(String stream, EditId oldest) {
    StreamHistory.trim(client, stream, oldest)
        .whenComplete(
            (removed, failure) -> {
              if (failure != null) {
                LOG.warn("The stream {} could not be trimmed: {}", stream, failure.toString());
              }
            });
  }
}
