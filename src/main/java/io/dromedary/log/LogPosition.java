package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.redis.StreamPositions;
import io.dromedary.writer.Writer;
import java.sql.SQLException;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.redisson.api.RedissonClient;

/**
 * Where the writer's route goes on in the log: behind the last entry that the database holds,
 * whatever Redis thinks. Asked at the start, after every trouble and whenever the log is quiet, and
 * then it also holds both streams against the database: a Redis that has come back with less must
 * never give a new entry an id that the writer has passed, and gets again the outcomes that it has
 * lost.
 */
public final class LogPosition extends ServiceSupport implements StateRepository<String, String> {
  private final RedissonClient client;
  private final Writer writer;
  private final String responseStream;
  private final int responsesKept;

  /**
   * Prepares for being asked.
   *
   * @param responsesKept how many outcomes the response stream is to hold at least
   */
  public LogPosition(
      RedissonClient client, Writer writer, String responseStream, int responsesKept) {
    this.client = requireNonNull(client, "client is null");
    this.writer = requireNonNull(writer, "writer is null");
    this.responseStream = requireNonNull(responseStream, "responseStream is null");
    this.responsesKept = responsesKept;
  }

  @Override
  public String getState(String stream) {
    resumePublication();
    EditId applied = writer.position();
    StreamPositions.ensureAfter(client, stream, applied);
    return applied.toString();
  }

  /**
   * Lets the writer go on publishing behind what the response stream holds.
   *
   * @return the id behind which outcomes are published from now on
   */
  public EditId resumePublication() {
    try {
      return writer.resumePublication(
          StreamPositions.lastId(client, responseStream), responsesKept);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The outcomes to publish cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void setState(String stream, String id) {
    throw new UnsupportedOperationException(
        "The writer stores its position in the database, together with what it has applied");
  }
}
