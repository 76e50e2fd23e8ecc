package io.dromedary.reply;

import io.dromedary.edit.EditId;
import io.dromedary.log.WriterLog;
import io.dromedary.redis.streams.RedisStreamsEntry;

/**
 * An outcome as it came through the response stream.
 *
 * @param status {@code applied}, {@code rejected} or {@code duplicate}
 * @param outcome the answer's JSON
 * @param updates the changed rows, a JSON array
 */
record PublishedOutcome(EditId id, String status, String outcome, String updates) {
  /** What an array without rows looks like. */
  static final String NO_UPDATES = "[]";

  static PublishedOutcome of(RedisStreamsEntry entry) {
    return new PublishedOutcome(
        EditId.parse(entry.id()),
        entry.fields().getOrDefault(WriterLog.STATUS, ""),
        entry.fields().getOrDefault(WriterLog.DATA, "{}"),
        entry.fields().getOrDefault(WriterLog.UPDATES, NO_UPDATES));
  }

  boolean hasUpdates() {
    return !updates.equals(NO_UPDATES);
  }

  int length() {
    return outcome.length() + updates.length();
  }
}
