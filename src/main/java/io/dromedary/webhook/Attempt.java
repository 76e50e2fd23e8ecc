package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.sheet.Subscription;

/**
 * One attempt of a delivery: the body of the message that enters the route {@code
 * webhook-delivery}.
 *
 * @param number counted from 1
 */
public record Attempt(Delivery delivery, Subscription subscription, int number) {
  public Attempt {
    requireNonNull(delivery, "delivery is null");
    requireNonNull(subscription, "subscription is null");
  }
}
