package io.dromedary.bench;

import io.dromedary.log.WriterLog;
import io.dromedary.redis.streams.RedisStreamsEntry;
import java.util.List;
import java.util.Map;

/** Answers every edit as if it were applied: the pipeline without the writer and the database. */
public final class EchoedOutcomes {
  /** One outcome for each entry, under its id. */
  public List<RedisStreamsEntry> of(List<RedisStreamsEntry> entries) {
    return entries.stream()
        .map(
            entry ->
                new RedisStreamsEntry(
                    entry.id(),
                    Map.of(
                        WriterLog.STATUS,
                        "applied",
                        WriterLog.DATA,
                        "{\"id\":\"%s\",\"status\":\"applied\"}".formatted(entry.id()),
                        WriterLog.UPDATES,
                        "[]")))
        .toList();
  }
}
