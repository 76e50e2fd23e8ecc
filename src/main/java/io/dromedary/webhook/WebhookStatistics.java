package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.webhook.Verdict.End;
import io.dromedary.webhook.WebhookRecords.Counts;
import java.util.concurrent.atomic.LongAdder;
import org.redisson.api.RedissonClient;

/** How deliveries have gone since the start of the program, and how they stand. Thread-safe. */
public final class WebhookStatistics {
  private final WebhookRecords records;
  private final LongAdder delivered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder dead = new LongAdder();
  private volatile WebhookDispatcher dispatcher;

  /**
   * Deliveries that wait, and that were given up.
   *
   * @param pending in the queues of all webhooks
   * @param deadLetters kept to be replayed
   */
  public record Queues(long pending, long deadLetters) {}

  public WebhookStatistics(RedissonClient client) {
    this.records = new WebhookRecords(new WebhookScripts(client));
  }

  void watch(WebhookDispatcher watched) {
    dispatcher = requireNonNull(watched, "watched is null");
  }

  /** Notes how an attempt has ended. */
  void ended(End end) {
    switch (end) {
      case DELIVERED -> delivered.increment();
      case FAILED -> failed.increment();
      case DEAD, GONE -> dead.increment();
    }
  }

  /** Notes deliveries that became dead letters without an attempt. */
  void notTaken(long deliveries) {
    dead.add(deliveries);
  }

  /** Deliveries that their receivers have. */
  public long delivered() {
    return delivered.sum();
  }

  /** Attempts after which another follows. */
  public long failed() {
    return failed.sum();
  }

  /** Deliveries that were given up. */
  public long dead() {
    return dead.sum();
  }

  /** How many receivers are left alone for a while. */
  public long openCircuits() {
    WebhookDispatcher watched = dispatcher;
    return watched == null ? 0 : watched.openCircuits();
  }

  /**
   * The lengths of the queues.
   *
   * @throws org.redisson.client.RedisException if Redis does not answer
   */
  public Queues queues() {
    Counts counts = records.total();
    return new Queues(counts.pending(), counts.dead());
  }
}
