package io.dromedary.writer;

import io.dromedary.edit.LogEntry;
import org.slf4j.MDC;

/** The logging context of an edit, until it is closed: its id, and its trace if it has one. */
final class EditContext implements AutoCloseable {
  /** As OpenTelemetry names it. */
  private static final String TRACE = "trace_id";

  private EditContext() {}

  static EditContext of(LogEntry entry) {
    MDC.put(Writer.LOG_CONTEXT, entry.id().toString());
    if (entry.trace() != null) {
      MDC.put(TRACE, entry.trace());
    }
    return new EditContext();
  }

  @Override
  public void close() {
    MDC.remove(Writer.LOG_CONTEXT);
    MDC.remove(TRACE);
  }
}
