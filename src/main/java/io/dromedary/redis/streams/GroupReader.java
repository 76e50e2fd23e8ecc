package io.dromedary.redis.streams;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.redisson.api.StreamMessageId;
import org.redisson.client.RedisException;

/**
 * Reads a stream as one consumer of a group: first what this consumer left behind when it last ran,
 * then what any consumer has left for too long, then what is new. Entries that come again come one
 * by one, so that one that cannot be processed does not take others to the dead stream with it.
 */
final class GroupReader extends StreamReader {
  private final GroupCommands commands;
  private boolean groupKnown;
  private boolean ownLeft;
  private String lastOwn;
  private long lastClaim;
  private StreamMessageId lastDelivered;

  GroupReader(RedisStreamsConsumer consumer, String consumerName) {
    super(consumer);
    this.commands =
        new GroupCommands(consumer.getEndpoint().redissonClient(), configuration(), consumerName);
  }

  @Override
  void begin() {
    groupKnown = false;
    ownLeft = true;
    lastOwn = null;
    lastClaim = System.nanoTime();
  }

  @Override
  boolean readOnce() throws Exception {
    if (!groupKnown) {
      commands.createGroup(lastDelivered);
      groupKnown = true;
    }
    try {
      if (ownLeft) {
        deliverOwn();
      } else if (isClaimDue()) {
        deliverStale();
      } else {
        deliverNew();
      }
    } catch (RedisException e) {
      if (!RedisFailures.isGroupMissing(e)) {
        throw e;
      }
      groupKnown = false;
    }
    return true;
  }

  private void deliverOwn() throws Exception {
    List<Delivery> own = GroupCommands.deliveries(await(commands.claimOwn(lastOwn)));
    ownLeft = !own.isEmpty();
    for (Delivery delivery : own) {
      lastOwn = delivery.entry().id();
      deliverAgain(delivery);
    }
  }

  private boolean isClaimDue() {
    long minIdle = configuration().getClaimMinIdle();
    return minIdle > 0
        && System.nanoTime() - lastClaim > TimeUnit.MILLISECONDS.toNanos(minIdle) / 2;
  }

  private void deliverStale() throws Exception {
    List<Delivery> stale = GroupCommands.deliveries(await(commands.claimStale()));
    if (stale.size() < configuration().getMaxMessages()) {
      lastClaim = System.nanoTime();
    }
    for (Delivery delivery : stale) {
      deliverAgain(delivery);
    }
  }

  private void deliverNew() throws Exception {
    List<RedisStreamsEntry> entries = EntryExchanges.entriesOf(await(commands.readNew()));
    // What was read too late stays pending, and is what this consumer begins with the next time.
    if (entries.isEmpty() || isStopping()) {
      return;
    }
    lastDelivered = EntryIds.parse(entries.get(entries.size() - 1).id());
    List<Delivery> deliveries = entries.stream().map(entry -> new Delivery(entry, 1)).toList();
    if (configuration().isBatching()) {
      deliver(exchanges().batch(entries), deliveries);
      return;
    }
    for (Delivery delivery : deliveries) {
      if (isStopping()) {
        return;
      }
      deliver(exchanges().single(delivery.entry()), List.of(delivery));
    }
  }

  private void deliverAgain(Delivery delivery) {
    if (isStopping()) {
      return;
    }
    int maxDeliveries = configuration().getMaxDeliveries();
    if (maxDeliveries > 0 && delivery.count() > maxDeliveries) {
      commands.bury(
          delivery, "delivered " + (delivery.count() - 1) + " times and never acknowledged");
      return;
    }
    RedisStreamsEntry entry = delivery.entry();
    deliver(
        configuration().isBatching()
            ? exchanges().batch(List.of(entry))
            : exchanges().single(entry),
        List.of(delivery));
  }

  private void deliver(Exchange exchange, List<Delivery> deliveries) {
    exchange.getIn().setHeader(RedisStreamsConstants.GROUP, configuration().getGroup());
    exchange.getIn().setHeader(RedisStreamsConstants.DELIVERY_COUNT, deliveries.get(0).count());
    exchanges()
        .process(exchange, new Acknowledgement(consumer(), configuration(), commands, deliveries));
  }
}
