package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/** Takes the time of groups, for the one who listens. Used by the writer's thread alone. */
final class GroupWatch {
  private volatile GroupListener listener = (edits, took) -> {};

  /** In terms of {@link System#nanoTime}. */
  private long begun;

  /** May be called from any thread. */
  void listen(GroupListener newListener) {
    listener = requireNonNull(newListener, "newListener is null");
  }

  /** The writer turns to a group. */
  void begin() {
    begun = System.nanoTime();
  }

  /** A group is committed; the next one begins. */
  void committed(List<RecordedEdit> edits) {
    long now = System.nanoTime();
    listener.committed(edits, Duration.ofNanos(now - begun));
    begun = now;
  }
}
