package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.log.WriterLog;
import io.dromedary.sheet.Subscription;
import io.dromedary.sheet.SubscriptionDirectory;
import io.dromedary.webhook.Verdict.End;
import io.dromedary.webhook.WebhookQueues.Head;
import io.dromedary.webhook.WebhookQueues.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt: takes the first delivery of a webhook, sends it, notes how that ended. */
final class WebhookWorker {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookWorker.class);
  private static final String ROUTE = "direct:webhook-delivery";

  /** How long to wait if the attempt could not be made, for reasons that are not the receiver's. */
  private static final Duration LATER = Duration.ofSeconds(1);

  /**
   * What follows for the webhook.
   *
   * @param verdict null if the receiver was not called
   * @param took how long the call took
   * @param due when the webhook may be attempted again
   * @param hasMore whether deliveries wait
   */
  record Result(Verdict verdict, Duration took, Instant due, boolean hasMore) {}

  private final WebhookQueues queues;
  private final SubscriptionDirectory directory;
  private final ProducerTemplate template;
  private final WebhookSettings settings;
  private final Clock clock;

  WebhookWorker(
      WebhookQueues queues,
      SubscriptionDirectory directory,
      ProducerTemplate template,
      WebhookSettings settings,
      Clock clock) {
    this.queues = requireNonNull(queues, "queues is null");
    this.directory = requireNonNull(directory, "directory is null");
    this.template = requireNonNull(template, "template is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Makes the next attempt of a webhook. Never throws. */
  Result attempt(Lane lane) {
    Verdict verdict = null;
    Duration took = Duration.ZERO;
    try {
      if (lane.unsettled() == null) {
        Optional<Head> head = queues.head(lane.webhook());
        if (head.isEmpty()) {
          return new Result(null, took, clock.instant(), false);
        }
        Optional<Subscription> subscription = directory.find(lane.webhook());
        if (subscription.isEmpty()) {
          // Deleted: the cleaning removes the rest.
          return later(null, took);
        }
        long start = System.nanoTime();
        Attempt attempt =
            new Attempt(head.get().delivery(), subscription.get(), head.get().failures() + 1);
        verdict = send(attempt);
        took = Duration.ofNanos(System.nanoTime() - start);
        lane.unsettled(settlement(head.get(), attempt, verdict, took));
      }
      Settlement settlement = lane.unsettled();
      boolean hasMore = queues.settle(settlement, clock.instant()) > 0;
      lane.unsettled(null);
      return new Result(verdict, took, settlement.due(), hasMore);
    } catch (RedisException e) {
      LOG.debug("Redis does not answer; the webhook {} waits", lane.webhook(), e);
      return later(verdict, took);
    } catch (RuntimeException e) {
      LOG.error("The delivery of the webhook {} failed by a fault", lane.webhook(), e);
      return later(verdict, took);
    }
  }

  private Result later(Verdict verdict, Duration took) {
    return new Result(verdict, took, clock.instant().plus(LATER), true);
  }

  private Verdict send(Attempt attempt) {
    Exchange exchange = template.send(ROUTE, message -> fill(message.getMessage(), attempt));
    if (exchange.getException() != null) {
      return WebhookVerdict.ofFailure(exchange.getException());
    }
    Verdict verdict = exchange.getMessage().getBody(Verdict.class);
    return verdict == null
        ? Verdict.ofError(End.FAILED, false, "the route " + ROUTE + " has left no verdict")
        : verdict;
  }

  private static void fill(Message message, Attempt attempt) {
    attempt.delivery().trace().ifPresent(trace -> message.setHeader(WriterLog.TRACE, trace));
    message.setBody(attempt);
  }

  private Settlement settlement(Head head, Attempt attempt, Verdict verdict, Duration took) {
    boolean failed = verdict.end() == End.FAILED;
    Verdict last = failed && attempt.number() >= settings.attempts() ? verdict.dead() : verdict;
    int failures = verdict.end() == End.DELIVERED ? 0 : attempt.number();
    Instant now = clock.instant();
    Instant due =
        last.end() == End.FAILED
            ? now.plus(
                new Backoff(settings.firstDelay(), settings.longestDelay())
                    .after(failures, verdict.retryAfter(), RandomGenerator.getDefault()))
            : now;
    return new Settlement(head, last, failures, due, logged(attempt, last, now, took));
  }

  private static String logged(Attempt attempt, Verdict verdict, Instant at, Duration took) {
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("id", attempt.delivery().id());
    log.put("attempt", attempt.number());
    log.put("at", at.toString());
    log.put("sheet", attempt.delivery().sheet());
    log.put("cell", attempt.delivery().cell());
    // For a person, gone is a way of being dead.
    End end = verdict.end() == End.GONE ? End.DEAD : verdict.end();
    log.put("status", end.name().toLowerCase(Locale.ROOT));
    verdict.status().ifPresent(status -> log.put("http_status", status));
    verdict.error().ifPresent(error -> log.put("error", error));
    log.put("milliseconds", took.toMillis());
    return Json.write(log);
  }

  /** The server that a webhook's deliveries go to; absent if there is no such webhook. */
  Optional<String> receiver(EditId webhook) {
    return directory.find(webhook).map(Subscription::url).map(Receiver::name);
  }
}
