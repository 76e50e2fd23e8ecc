package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

/**
 * One entry of the log as the writer gets it.
 *
 * @param data the edit's JSON, which need not be well-formed
 */
public record LogEntry(EditId id, String data) {
  public LogEntry {
    requireNonNull(id, "id is null");
    requireNonNull(data, "data is null");
  }
}
