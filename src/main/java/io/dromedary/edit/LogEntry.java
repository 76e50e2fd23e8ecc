package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

/**
 * One entry of the log as the writer gets it.
 *
 * @param data the edit's JSON, which need not be well-formed
 * @param trace the trace that the edit belongs to, for the lines of the program's log; or null
 */
public record LogEntry(EditId id, String data, String trace) {
  public LogEntry {
    requireNonNull(id, "id is null");
    requireNonNull(data, "data is null");
  }

  /** An entry that is not traced. */
  public LogEntry(EditId id, String data) {
    this(id, data, null);
  }
}
