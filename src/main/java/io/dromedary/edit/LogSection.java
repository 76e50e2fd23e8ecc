package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Entries of the log that follow one another without a gap.
 *
 * @param after the id behind which the log was read: nothing lies between it and the first entry
 * @param entries in the order of their ids
 */
public record LogSection(EditId after, List<LogEntry> entries) {
  public LogSection {
    requireNonNull(after, "after is null");
    entries = List.copyOf(entries);
  }
}
