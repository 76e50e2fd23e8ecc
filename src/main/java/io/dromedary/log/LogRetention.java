package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.redis.streams.RedisStreamsEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamTrimArgs;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log in Redis to a length, and never trims an entry that the writer has not committed.
 * The database keeps every entry. Called by the writer's route alone.
 */
public final class LogRetention {
  private static final Logger LOG = LoggerFactory.getLogger(LogRetention.class);

  /** The stream is trimmed in steps of so many entries. */
  private static final int STEP = 1_000;

  private final RedissonClient client;
  private final String stream;
  private final int keptSteps;
  private final Deque<EditId> steps = new ArrayDeque<>();
  private int sinceStep;

  /**
   * Prepares for trimming.
   *
   * @param kept how many committed entries stay at least
   */
  public LogRetention(RedissonClient client, String stream, int kept) {
    this.client = requireNonNull(client, "client is null");
    this.stream = requireNonNull(stream, "stream is null");
    this.keptSteps = (kept + STEP - 1) / STEP;
  }

  /** Counts the outcomes that are committed, and trims when enough have gathered. */
  public void committed(List<RedisStreamsEntry> outcomes) {
    for (RedisStreamsEntry outcome : outcomes) {
      if (++sinceStep == STEP) {
        sinceStep = 0;
        steps.addLast(EditId.parse(outcome.id()));
      }
    }
    EditId oldest = null;
    while (steps.size() > keptSteps) {
      oldest = steps.removeFirst();
    }
    if (oldest != null) {
      trim(oldest);
    }
  }

  private void trim(EditId oldest) {
    client
        .getStream(stream, StringCodec.INSTANCE)
        .trimNonStrictAsync(
            StreamTrimArgs.minId(new StreamMessageId(oldest.millis(), oldest.sequence())).noLimit())
        .whenComplete(
            (removed, failure) -> {
              if (failure != null) {
                LOG.warn("The stream {} could not be trimmed: {}", stream, failure.toString());
              }
            });
  }
}
