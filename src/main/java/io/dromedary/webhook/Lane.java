package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.webhook.WebhookQueues.Settlement;

/**
 * A webhook that has, or may have, deliveries. It is in one place at a time: ready at its receiver,
 * under way, or waiting for its time. Used by the dispatcher's thread alone, except {@link
 * #unsettled}, which belongs to the attempt that is under way.
 */
final class Lane {
  private final EditId webhook;
  private boolean isUnderWay;
  private boolean hasMore;
  private Settlement unsettled;

  Lane(EditId webhook) {
    this.webhook = requireNonNull(webhook, "webhook is null");
  }

  EditId webhook() {
    return webhook;
  }

  void begin() {
    isUnderWay = true;
    hasMore = false;
  }

  /** Notes that there is another delivery, which the attempt under way may not have seen. */
  void noteMore() {
    hasMore = isUnderWay;
  }

  /** Whether another delivery has come since the attempt began. */
  boolean end() {
    isUnderWay = false;
    return hasMore;
  }

  /** The end of an attempt that Redis has not taken yet; null if there is none. */
  Settlement unsettled() {
    return unsettled;
  }

  void unsettled(Settlement settlement) {
    unsettled = settlement;
  }
}
