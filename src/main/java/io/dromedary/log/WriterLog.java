package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.LogSection;
import io.dromedary.redis.streams.RedisStreamsConstants;
import io.dromedary.redis.streams.RedisStreamsEntry;
import io.dromedary.writer.Outbox;
import io.dromedary.writer.RecordedEdit;
import io.dromedary.writer.Writer;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Header;

/** Between the streams' entries and the writer: what the writer's route calls around it. */
public final class WriterLog {
  /** The field of a response entry that says how the edit ended. */
  public static final String STATUS = "status";

  /** The field of an entry that holds the edit, or the answer to it. */
  public static final String DATA = RedisStreamsConstants.DEFAULT_FIELD;

  /** The field of a response entry that holds the changed rows, a JSON array. */
  public static final String UPDATES = "updates";

  /** The field of a response entry that says who is to be told of it, a JSON array; or absent. */
  public static final String NOTIFICATIONS = "notifications";

  /** The field, and the header, that says which step of which trace an entry follows, or absent. */
  public static final String TRACE = "traceparent";

  private static final int TRACE_ID_START = 3;
  private static final int TRACE_ID_END = 35;

  private final Writer writer;
  private final Outbox outbox;
  private final EditTraces traces;

  public WriterLog(Writer writer, Outbox outbox, EditTraces traces) {
    this.writer = requireNonNull(writer, "writer is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.traces = requireNonNull(traces, "traces is null");
  }

  /**
   * The entries of {@code request_duck} as the writer takes them.
   *
   * @param after the id behind which they were read
   */
  public LogSection requests(
      List<RedisStreamsEntry> entries, @Header(RedisStreamsConstants.AFTER_ID) String after) {
    traces.taken(entries);
    return new LogSection(EditId.parse(after), entries.stream().map(WriterLog::logEntry).toList());
  }

  private static LogEntry logEntry(RedisStreamsEntry entry) {
    return new LogEntry(
        EditId.parse(entry.id()),
        entry.fields().getOrDefault(DATA, ""),
        traceId(entry.fields().get(TRACE)));
  }

  /** The second part of a traceparent, null if there is none. */
  private static String traceId(String parent) {
    return parent == null || parent.length() < TRACE_ID_END
        ? null
        : parent.substring(TRACE_ID_START, TRACE_ID_END);
  }

  /** Whether there are outcomes to publish. */
  public boolean hasResponses() throws SQLException {
    return writer.hasUnpublished();
  }

  /** The next outcomes that are to be published, as entries of {@code response_duck}. */
  public List<RedisStreamsEntry> responses() {
    return outbox.next().stream().map(this::response).toList();
  }

  private RedisStreamsEntry response(RecordedEdit edit) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(STATUS, edit.status().code());
    fields.put(DATA, edit.outcome());
    fields.put(UPDATES, edit.updates());
    if (edit.notifications() != null) {
      fields.put(NOTIFICATIONS, edit.notifications());
    }
    fields.putAll(traces.committed(edit.id(), edit.status()));
    return new RedisStreamsEntry(edit.id().toString(), fields);
  }

  /** The id that {@code response_duck} must have reached for the next outcomes to follow. */
  public String previous() {
    return outbox.reached().toString();
  }

  /** Notes that everything up to an id is in {@code response_duck}. */
  public void published(@Header(RedisStreamsConstants.ID) String last) {
    EditId id = EditId.parse(last);
    outbox.published(id);
    traces.published(id);
  }
}
