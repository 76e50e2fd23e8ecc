package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Acknowledges deliveries when their exchange has completed. When it has failed, moves those that
 * have reached the limit to the dead stream; the others stay pending and come again.
 */
final class Acknowledgement extends SynchronizationAdapter {
  private final RedisStreamsConsumer consumer;
  private final RedisStreamsConfiguration configuration;
  private final GroupCommands commands;
  private final List<Delivery> deliveries;

  Acknowledgement(
      RedisStreamsConsumer consumer,
      RedisStreamsConfiguration configuration,
      GroupCommands commands,
      List<Delivery> deliveries) {
    this.consumer = requireNonNull(consumer, "consumer is null");
    this.configuration = requireNonNull(configuration, "configuration is null");
    this.commands = requireNonNull(commands, "commands is null");
    this.deliveries = List.copyOf(deliveries);
  }

  @Override
  public void onComplete(Exchange exchange) {
    attempt("acknowledge", () -> commands.acknowledge(deliveries));
  }

  @Override
  public void onFailure(Exchange exchange) {
    int maxDeliveries = configuration.getMaxDeliveries();
    if (maxDeliveries == 0) {
      return;
    }
    String reason =
        exchange.getException() == null ? "rolled back" : exchange.getException().toString();
    for (Delivery delivery : deliveries) {
      if (delivery.count() >= maxDeliveries) {
        attempt("move to the dead stream", () -> commands.bury(delivery, reason));
      }
    }
  }

  /** A failure is only reported: the entries are still pending and will be claimed. */
  private void attempt(String what, Runnable command) {
    try {
      command.run();
    } catch (RuntimeException e) {
      consumer
          .getExceptionHandler()
          .handleException(
              "Cannot %s entries of the stream %s up to %s; they will be delivered again"
                  .formatted(
                      what,
                      configuration.getStreamKey(),
                      deliveries.get(deliveries.size() - 1).entry().id()),
              e);
    }
  }
}
