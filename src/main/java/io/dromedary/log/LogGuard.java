package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.redis.streams.RedisStreamsConstants;
import io.dromedary.writer.Writer;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses what a Redis that has come back without its latest entries took before {@link
 * LogPosition} could move it forward: entries with ids that the writer has passed, which it will
 * never read. A route calls {@link #before}, adds to the log, and calls {@link #check}.
 */
public final class LogGuard {
  /** Exchange property, an EditId: the writer's position before the entries were added. */
  private static final String POSITION = "logPosition";

  private static final Logger LOG = LoggerFactory.getLogger(LogGuard.class);

  private final Writer writer;
  private final RedissonClient client;
  private final String stream;

  public LogGuard(Writer writer, RedissonClient client, String stream) {
    this.writer = requireNonNull(writer, "writer is null");
    this.client = requireNonNull(client, "client is null");
    this.stream = requireNonNull(stream, "stream is null");
  }

  /** Notes the writer's position before entries are added. */
  public void before(Exchange exchange) {
    exchange.setProperty(POSITION, writer.position());
  }

  /**
   * Holds the ids that Redis gave against the position, and takes entries back that came too low.
   *
   * @throws io.dromedary.edit.ProblemException LOG_UNAVAILABLE if there are any
   */
  public void check(Exchange exchange) {
    EditId position = exchange.getProperty(POSITION, EditId.class);
    StreamMessageId[] passed =
        added(exchange.getMessage()).stream()
            .map(EditId::parse)
            .filter(id -> !id.isAfter(position))
            .map(id -> new StreamMessageId(id.millis(), id.sequence()))
            .toArray(StreamMessageId[]::new);
    if (passed.length > 0) {
      LOG.warn("Redis gave the id {}, but the writer is at {}", passed[0], position);
      client
          .getStream(stream, StringCodec.INSTANCE)
          .removeAsync(passed)
          .whenComplete(
              (removed, failure) -> {
                if (failure != null) {
                  LOG.warn("{} cannot be taken back: {}", passed[0], failure.toString());
                }
              });
      throw Problem.of(
              ProblemType.LOG_UNAVAILABLE,
              "The log of edits has just lost its latest entries. Repeat the edit with the same Idempotency-Key, and it is applied once.")
          .with("retry_after", 1)
          .asException();
    }
  }

  private static List<String> added(Message message) {
    @SuppressWarnings("unchecked")
    List<String> ids = message.getHeader(RedisStreamsConstants.IDS, List.class);
    return ids == null ? List.of(message.getHeader(RedisStreamsConstants.ID, String.class)) : ids;
  }
}
