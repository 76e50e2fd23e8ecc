package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.redis.BriefScript;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redisson.api.RStream;
import org.redisson.api.StreamMessageId;
import org.redisson.client.codec.StringCodec;

/** What is kept of attempts and dead letters, for people to read. Thread-safe. */
final class WebhookRecords {
  private final WebhookScripts scripts;

  WebhookRecords(WebhookScripts scripts) {
    this.scripts = requireNonNull(scripts, "scripts is null");
  }

  /** How many deliveries wait, and how many are dead. */
  record Counts(long pending, long dead) {}

  /** An attempt: its place in the log, and itself as JSON. */
  record LoggedAttempt(String place, String json) {}

  /** A dead letter: its place in their order, the delivery and why it died, both JSON. */
  record DeadLetter(long place, String delivery, String reason) {}

  /**
   * The sum over all webhooks.
   *
   * @throws org.redisson.client.RedisException if Redis does not answer within two seconds
   */
  Counts total() {
    List<Object> counts =
        BriefScript.list(scripts.client(), WebhookScripts.COUNTS, WebhookScripts.PREFIX);
    return new Counts((Long) counts.get(0), (Long) counts.get(1));
  }

  /** The counts of webhooks, in their order. */
  List<Counts> of(List<EditId> webhooks) {
    if (webhooks.isEmpty()) {
      return List.of();
    }
    List<Object> numbers =
        scripts.list(WebhookScripts.COUNTS, webhooks.stream().map(EditId::toString).toList());
    List<Counts> counts = new ArrayList<>();
    for (int index = 0; index < numbers.size(); index += 2) {
      counts.add(new Counts((Long) numbers.get(index), (Long) numbers.get(index + 1)));
    }
    return counts;
  }

  /**
   * Attempts, the latest first.
   *
   * @param before the place of the last one that is known; absent for the latest
   */
  List<LoggedAttempt> attempts(EditId webhook, Optional<EditId> before, int limit) {
    RStream<String, String> log =
        scripts
            .client()
            .getStream(WebhookScripts.PREFIX + ":" + webhook + ":log", StringCodec.INSTANCE);
    StreamMessageId start =
        before
            .map(EditId::previous)
            .map(id -> new StreamMessageId(id.millis(), id.sequence()))
            .orElse(StreamMessageId.MAX);
    List<LoggedAttempt> attempts = new ArrayList<>();
    Map<StreamMessageId, Map<String, String>> read =
        log.rangeReversed(limit, start, StreamMessageId.MIN);
    read.forEach(
        (id, fields) -> attempts.add(new LoggedAttempt(id.toString(), fields.get("attempt"))));
    return attempts;
  }

  /** Dead letters, those that died last first, from behind a place. */
  List<DeadLetter> deadLetters(EditId webhook, Optional<Long> before, int limit) {
    List<Object> found =
        scripts.list(
            WebhookScripts.LETTERS,
            List.of(
                webhook.toString(),
                before.map(place -> "(" + place).orElse("+inf"),
                Integer.toString(limit)));
    List<DeadLetter> letters = new ArrayList<>();
    for (int index = 0; index < found.size(); index += 3) {
      letters.add(
          new DeadLetter(
              Long.parseLong((String) found.get(index)),
              (String) found.get(index + 1),
              (String) found.get(index + 2)));
    }
    return letters;
  }

  /**
   * Puts dead letters at the end of the queue again.
   *
   * @param ids which; absent for all
   * @return how many
   */
  long replay(EditId webhook, Optional<List<String>> ids, Instant now) {
    List<String> arguments = new ArrayList<>();
    arguments.add(webhook.toString());
    arguments.add(Long.toString(now.toEpochMilli()));
    arguments.add(Boolean.toString(ids.isEmpty()));
    ids.ifPresent(arguments::addAll);
    return scripts.number(WebhookScripts.REPLAY, arguments);
  }
}
