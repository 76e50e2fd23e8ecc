package io.dromedary.log;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.redis.streams.RedisStreamsEntry;
import java.util.List;
import java.util.Map;

/**
 * Follows the edits that are traced through the writer. The data of an edit says nothing of it: the
 * trace travels in fields beside it, and the database never sees them.
 */
public interface EditTraces {
  /** The writer turns to entries, or turns to them again. */
  void taken(List<RedisStreamsEntry> entries);

  /**
   * An edit is committed and about to be published; asked again if that has to be repeated.
   *
   * @return the fields that carry its trace on, none if it is not traced
   */
  Map<String, String> committed(EditId id, Status status);

  /** All outcomes up to an id are published. */
  void published(EditId last);
}
