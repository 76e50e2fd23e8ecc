package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.LogSection;
import io.dromedary.redis.StreamHistory;
import io.dromedary.redis.StreamPositions;
import io.dromedary.writer.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies, before anybody is served, the edits that were answered once and that the database does
 * not hold, as after a restore. Whoever has an answer to an edit then sees it, the feed tells it,
 * and its webhooks are known. What was not answered yet is left to the writer's route.
 */
public final class LogReplay {
  private static final Logger LOG = LoggerFactory.getLogger(LogReplay.class);
  private static final int PAGE = 500;

  private final RedissonClient client;
  private final Writer writer;
  private final String requests;
  private final String responses;

  /**
   * Prepares for the replay.
   *
   * @param requests the stream of edits
   * @param responses the stream of their outcomes
   */
  public LogReplay(RedissonClient client, Writer writer, String requests, String responses) {
    this.client = requireNonNull(client, "client is null");
    this.writer = requireNonNull(writer, "writer is null");
    this.requests = requireNonNull(requests, "requests is null");
    this.responses = requireNonNull(responses, "responses is null");
  }

  /**
   * Brings the database up to the last answer.
   *
   * @throws IllegalStateException if the log no longer has what the database lacks
   */
  public void run() throws SQLException {
    EditId held = writer.position();
    EditId complete = StreamHistory.completeAfter(client, requests, held);
    if (complete.isAfter(held)) {
      throw new IllegalStateException(
          "The database holds the edits up to %s, and the log in Redis begins behind %s: those between are missing. Restore a later snapshot, or begin without them: java -jar dromedary.jar restore <snapshot> --without-log"
              .formatted(held, complete));
    }
    EditId answered = StreamPositions.lastId(client, responses);
    long applied = 0;
    while (answered.isAfter(writer.position())) {
      List<LogEntry> page = page(writer.position(), answered);
      if (page.isEmpty()) {
        // Redis remembers the id of an outcome that has gone with the whole log.
        break;
      }
      if (applied == 0) {
        LOG.info(
            "The database holds the edits up to {}; those up to {} are applied from the log",
            held,
            answered);
      }
      writer.apply(new LogSection(writer.position(), page));
      applied += page.size();
    }
    if (applied > 0) {
      LOG.info("Applied {} edits from the log", applied);
    }
  }

  private List<LogEntry> page(EditId after, EditId last) {
    RStream<String, String> stream = client.getStream(requests, StringCodec.INSTANCE);
    Map<StreamMessageId, Map<String, String>> entries =
        stream.range(StreamRangeArgs.startIdExclusive(id(after)).endId(id(last)).count(PAGE));
    return entries.entrySet().stream()
        .map(
            entry ->
                new LogEntry(
                    EditId.parse(entry.getKey().toString()),
                    entry.getValue().getOrDefault(WriterLog.DATA, "")))
        .toList();
  }

  private static StreamMessageId id(EditId id) {
    return new StreamMessageId(id.millis(), id.sequence());
  }
}
