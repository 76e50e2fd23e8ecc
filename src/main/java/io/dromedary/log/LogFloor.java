package io.dromedary.log;

import io.dromedary.edit.EditId;
import java.util.Optional;

/** Something that still needs a part of the log. */
@FunctionalInterface
public interface LogFloor {
  /**
   * The id of the oldest entry that must stay; asked often and by any thread, so it is answered
   * from memory.
   *
   * @return absent if nothing is needed
   */
  Optional<EditId> oldestNeeded();
}
