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

  private final Writer writer;
  private final Outbox outbox;

  public WriterLog(Writer writer, Outbox outbox) {
    this.writer = requireNonNull(writer, "writer is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
  }

  /**
   * The entries of {@code request_duck} as the writer takes them.
   *
   * @param after the id behind which they were read
   */
  public LogSection requests(
      List<RedisStreamsEntry> entries, @Header(RedisStreamsConstants.AFTER_ID) String after) {
    return new LogSection(EditId.parse(after), entries.stream().map(WriterLog::logEntry).toList());
  }

  private static LogEntry logEntry(RedisStreamsEntry entry) {
    return new LogEntry(EditId.parse(entry.id()), entry.fields().getOrDefault(DATA, ""));
  }

  /** Whether there are outcomes to publish. */
  public boolean hasResponses() throws SQLException {
    return writer.hasUnpublished();
  }

  /** The next outcomes that are to be published, as entries of {@code response_duck}. */
  public List<RedisStreamsEntry> responses() {
    return outbox.next().stream().map(WriterLog::response).toList();
  }

  private static RedisStreamsEntry response(RecordedEdit edit) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(STATUS, edit.status().code());
    fields.put(DATA, edit.outcome());
    fields.put(UPDATES, edit.updates());
    if (edit.notifications() != null) {
      fields.put(NOTIFICATIONS, edit.notifications());
    }
    return new RedisStreamsEntry(edit.id().toString(), fields);
  }

  /** The id that {@code response_duck} must have reached for the next outcomes to follow. */
  public String previous() {
    return outbox.reached().toString();
  }

  /** Notes that everything up to an id is in {@code response_duck}. */
  public void published(@Header(RedisStreamsConstants.ID) String last) {
    outbox.published(EditId.parse(last));
  }
}
