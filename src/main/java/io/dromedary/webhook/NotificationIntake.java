package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.edit.ProblemException;
import io.dromedary.log.LogFloor;
import io.dromedary.log.WriterLog;
import io.dromedary.redis.streams.RedisStreamsEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the notifications of outcomes into the queues of their webhooks, each once and in order. How
 * far it is stands beside the queues and changes together with them; the route's consumer reads on
 * from there, so nothing is skipped and nothing repeated, whenever the program or Redis is killed.
 */
public final class NotificationIntake extends ServiceSupport
    implements StateRepository<String, String>, LogFloor {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationIntake.class);

  /** So many go to Redis at once, which does nothing else meanwhile. */
  private static final int PART = 500;

  private final WebhookQueues queues;
  private final WebhookDispatcher dispatcher;
  private final Clock clock;

  /**
   * The entry that was begun last; nothing is known, and all are needed, before the first reading.
   */
  private volatile EditId reached = EditId.ZERO;

  /** Whether a route reads outcomes; without one they would be kept forever. */
  private volatile boolean used;

  NotificationIntake(WebhookQueues queues, WebhookDispatcher dispatcher, Clock clock) {
    this.queues = requireNonNull(queues, "queues is null");
    this.dispatcher = requireNonNull(dispatcher, "dispatcher is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * How far the outcomes are in the queues.
   *
   * @param entry the id of the last entry that has been begun
   * @param taken how many of its notifications are in the queues; all of them if negative
   */
  private record Position(String entry, int taken) {
    private static final int ALL = -1;

    static Position parse(String text) {
      int slash = text.indexOf('/');
      return slash < 0
          ? new Position(text, ALL)
          : new Position(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
      return taken == ALL ? entry : entry + "/" + taken;
    }
  }

  /** Takes a batch of entries of the stream of outcomes, in their order. */
  public void enqueue(List<RedisStreamsEntry> entries) {
    Optional<Position> done = queues.position().map(Position::parse);
    List<Delivery> part = new ArrayList<>();
    for (RedisStreamsEntry entry : entries) {
      List<Delivery> deliveries = deliveries(entry);
      int from =
          done.filter(position -> position.entry().equals(entry.id()))
              .map(position -> position.taken() < 0 ? deliveries.size() : position.taken())
              .orElse(0);
      for (int index = from; index < deliveries.size(); index++) {
        part.add(deliveries.get(index));
        if (part.size() == PART) {
          flush(part, new Position(entry.id(), index + 1));
        }
      }
    }
    if (!entries.isEmpty()) {
      flush(part, new Position(entries.get(entries.size() - 1).id(), Position.ALL));
    }
  }

  private void flush(List<Delivery> part, Position position) {
    queues.enqueue(part, position.toString(), dispatcher.mostOfQueue(), clock.instant());
    reached = EditId.parse(position.entry());
    dispatcher.wake(part.stream().map(Delivery::webhook).collect(Collectors.toSet()));
    part.clear();
  }

  private static List<Delivery> deliveries(RedisStreamsEntry entry) {
    String text = entry.fields().get(WriterLog.NOTIFICATIONS);
    List<Delivery> deliveries = new ArrayList<>();
    if (text == null) {
      return deliveries;
    }
    Optional<String> trace = Optional.ofNullable(entry.fields().get(WriterLog.TRACE));
    try {
      int number = 0;
      for (JsonNode notification : Json.read(text)) {
        deliveries.add(Delivery.ofNotification(entry.id(), number++, notification, trace));
      }
    } catch (ProblemException | IllegalArgumentException e) {
      // Nobody can repair what the stream holds, and those behind it must not wait for that.
      LOG.error(
          "The notifications of {} cannot be read, and nobody is told of them", entry.id(), e);
      return List.of();
    }
    return deliveries;
  }

  /** The id behind which the consumer is to read; null for the beginning of the stream. */
  @Override
  public String getState(String stream) {
    Optional<Position> position = queues.position().map(Position::parse);
    reached = position.map(one -> EditId.parse(one.entry())).orElse(EditId.ZERO);
    return position
        .map(one -> one.taken() < 0 ? one.entry() : EditId.parse(one.entry()).previous().toString())
        .orElse(null);
  }

  @Override
  protected void doStart() {
    used = true;
  }

  @Override
  public Optional<EditId> oldestNeeded() {
    return used ? Optional.of(reached) : Optional.empty();
  }

  @Override
  public void setState(String stream, String id) {
    throw new UnsupportedOperationException("the position changes together with the queues");
  }
}
