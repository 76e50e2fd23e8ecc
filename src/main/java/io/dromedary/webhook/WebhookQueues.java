package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redisson.api.RScoredSortedSet;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.ScoredEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries that wait, in Redis: for each webhook a queue in the order of the changes.
 * Thread-safe. Every method may throw a {@code RedisException}; nothing is known then of whether it
 * took effect, and each may be called again.
 */
final class WebhookQueues {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookQueues.class);

  /** So many dead letters of a webhook are kept. */
  static final int MAX_DEAD = 10_000;

  /** So many attempts of a webhook are kept. */
  static final int MAX_LOG = 1_000;

  /**
   * The first delivery of a queue.
   *
   * @param item as it stands in the queue
   * @param failures how often it has failed
   */
  record Head(EditId webhook, String item, int failures) {
    Delivery delivery() {
      return Delivery.ofItem(webhook, item);
    }
  }

  /**
   * How an attempt has ended, to be noted.
   *
   * @param due when the next attempt may begin, if there is to be one
   * @param attempt the entry of the log, JSON
   */
  record Settlement(Head head, Verdict verdict, int failures, Instant due, String attempt) {}

  private final WebhookScripts scripts;
  private final WebhookStatistics statistics;

  WebhookQueues(WebhookScripts scripts, WebhookStatistics statistics) {
    this.scripts = requireNonNull(scripts, "scripts is null");
    this.statistics = requireNonNull(statistics, "statistics is null");
  }

  /** How far the outcomes are in the queues, as {@link #enqueue} was told; absent at first. */
  Optional<String> position() {
    return Optional.ofNullable(
        scripts
            .client()
            .<String>getBucket(WebhookScripts.PREFIX + ":position", StringCodec.INSTANCE)
            .get());
  }

  /**
   * Puts deliveries at the ends of their queues and notes the position, both or neither. What finds
   * its queue full is a dead letter.
   */
  void enqueue(List<Delivery> deliveries, String position, int mostOfQueue, Instant now) {
    List<String> arguments = new ArrayList<>(6 + 2 * deliveries.size());
    arguments.add(position);
    arguments.add(Long.toString(now.toEpochMilli()));
    arguments.add(Integer.toString(mostOfQueue));
    arguments.add(Integer.toString(MAX_DEAD));
    arguments.add(reason("the queue was full", 0, now));
    arguments.add(reason("the receiver has answered 410 Gone before", 0, now));
    for (Delivery delivery : deliveries) {
      arguments.add(delivery.webhook().toString());
      arguments.add(delivery.toItem());
    }
    List<Object> dead = scripts.list(WebhookScripts.ENQUEUE, arguments);
    statistics.notTaken((Long) dead.get(0));
    if ((Long) dead.get(0) > 0) {
      LOG.warn("{} deliveries of webhooks were not taken and are dead letters", dead.get(0));
    }
    warnOfLoss((Long) dead.get(1));
  }

  private static String reason(String text, int attempts, Instant at) {
    Map<String, Object> reason = new LinkedHashMap<>();
    reason.put("reason", text);
    reason.put("attempts", attempts);
    reason.put("at", at.toString());
    return Json.write(reason);
  }

  private static void warnOfLoss(long lost) {
    if (lost > 0) {
      LOG.warn("{} dead letters of webhooks were dropped to make room for newer ones", lost);
    }
  }

  /** The first delivery of a webhook; absent if none waits. */
  Optional<Head> head(EditId webhook) {
    List<Object> head = scripts.list(WebhookScripts.HEAD, List.of(webhook.toString()));
    return head.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Head(webhook, (String) head.get(0), Integer.parseInt((String) head.get(1))));
  }

  /** Notes how an attempt has ended, and says how many deliveries of the webhook wait now. */
  long settle(Settlement settlement, Instant now) {
    Verdict verdict = settlement.verdict();
    List<Object> answer =
        scripts.list(
            WebhookScripts.SETTLE,
            List.of(
                settlement.head().webhook().toString(),
                settlement.head().item(),
                verdict.end().name().toLowerCase(Locale.ROOT),
                Long.toString(settlement.due().toEpochMilli()),
                Integer.toString(settlement.failures()),
                settlement.attempt(),
                Integer.toString(MAX_LOG),
                reason(verdict.error().orElse(""), settlement.failures(), now),
                Integer.toString(MAX_DEAD),
                Long.toString(now.toEpochMilli())));
    statistics.ended(verdict.end());
    warnOfLoss((Long) answer.get(1));
    return (Long) answer.get(0);
  }

  /** The webhooks that have deliveries, each with the time when the first may be attempted. */
  Map<EditId, Instant> active() {
    RScoredSortedSet<String> active =
        scripts
            .client()
            .getScoredSortedSet(WebhookScripts.PREFIX + ":active", StringCodec.INSTANCE);
    return active.entryRange(0, -1).stream()
        .collect(
            Collectors.toMap(
                entry -> EditId.parse(entry.getValue()), WebhookQueues::due, (one, other) -> one));
  }

  private static Instant due(ScoredEntry<String> entry) {
    return Instant.ofEpochMilli(entry.getScore().longValue());
  }

  /** All webhooks of which anything is kept. */
  Collection<EditId> known() {
    return scripts
        .client()
        .<String>getSet(WebhookScripts.PREFIX + ":known", StringCodec.INSTANCE)
        .readAll()
        .stream()
        .map(EditId::parse)
        .toList();
  }

  /** Removes everything of webhooks that were deleted. */
  void drop(Collection<EditId> webhooks) {
    scripts.number(WebhookScripts.DROP, webhooks.stream().map(EditId::toString).toList());
  }
}
