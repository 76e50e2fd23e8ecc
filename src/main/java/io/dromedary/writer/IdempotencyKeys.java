package io.dromedary.writer;

import io.dromedary.edit.EditId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The idempotency keys of the last 24 hours and the first edit under each. The hours are those of
 * the edits' own ids, so that a replay decides alike. Not thread-safe.
 */
final class IdempotencyKeys {
  /** How long a key is remembered. */
  static final Duration RETENTION = Duration.ofHours(24);

  private final Map<String, EditId> firstEdits = new LinkedHashMap<>();

  Optional<EditId> firstEdit(String key, EditId now) {
    expire(now);
    return Optional.ofNullable(firstEdits.get(key));
  }

  void remember(String key, EditId id) {
    firstEdits.putIfAbsent(key, id);
  }

  /** Forgets a key whose first edit was taken back. */
  void forget(String key, EditId id) {
    firstEdits.remove(key, id);
  }

  private void expire(EditId now) {
    long oldest = now.millis() - RETENTION.toMillis();
    for (Iterator<EditId> ids = firstEdits.values().iterator(); ids.hasNext(); ) {
      if (ids.next().millis() >= oldest) {
        return;
      }
      ids.remove();
    }
  }
}
