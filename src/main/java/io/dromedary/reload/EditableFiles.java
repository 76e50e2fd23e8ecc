package io.dromedary.reload;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One kind of files in the routes folder, and how a change of them takes effect. */
interface EditableFiles {
  /** Whether a file is of this kind. */
  boolean owns(String name);

  /**
   * Takes over changed files of this kind. What can be used takes effect; for what cannot, the last
   * good version stays.
   *
   * @param edits the new text of each, or nothing for one that is gone
   */
  Taken take(Map<String, Optional<String>> edits);

  /**
   * What has become of changed files.
   *
   * @param effect what has changed, for the log and the history
   * @param refused the files that cannot be used
   */
  record Taken(String effect, List<RefusedEditException> refused) {
    public Taken {
      refused = List.copyOf(refused);
    }
  }
}
