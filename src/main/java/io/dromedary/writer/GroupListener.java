package io.dromedary.writer;

import java.time.Duration;
import java.util.List;

/**
 * Is told of what the writer commits. It is called in the writer's thread, so it must be quick, and
 * must not throw: the group is committed already.
 */
public interface GroupListener {
  /**
   * A group is committed.
   *
   * @param edits in their order, at least one
   * @param took from when the writer turned to the group until it was in the database
   */
  void committed(List<RecordedEdit> edits, Duration took);
}
