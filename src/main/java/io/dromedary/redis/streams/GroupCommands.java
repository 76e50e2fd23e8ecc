package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamCreateGroupArgs;
import org.redisson.api.stream.StreamReadGroupArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** What one consumer of a group asks of Redis. */
final class GroupCommands {
  private final RedisStreamsConfiguration configuration;
  private final String consumerName;
  private final RStream<String, String> stream;
  private final RScript script;

  GroupCommands(
      RedissonClient client, RedisStreamsConfiguration configuration, String consumerName) {
    this.configuration = requireNonNull(configuration, "configuration is null");
    this.consumerName = requireNonNull(consumerName, "consumerName is null");
    this.stream = client.getStream(configuration.getStreamKey(), StringCodec.INSTANCE);
    this.script = client.getScript(StringCodec.INSTANCE);
  }

  /**
   * Creates the group, and the stream if need be, unless the group exists.
   *
   * @param lastDelivered where to go on if entries have been delivered before, or null
   */
  void createGroup(StreamMessageId lastDelivered) {
    StreamMessageId from =
        configuration.getGroupStart().equals("0")
            ? StreamMessageId.ALL
            : lastDelivered == null ? StreamMessageId.NEWEST : lastDelivered;
    try {
      stream.createGroup(
          StreamCreateGroupArgs.name(configuration.getGroup()).id(from).makeStream());
    } catch (RedisException e) {
      if (!RedisFailures.isGroupPresent(e)) {
        throw e;
      }
    }
  }

  /** Waits for entries that no consumer of the group has seen. */
  RFuture<Map<StreamMessageId, Map<String, String>>> readNew() {
    return stream.readGroupAsync(
        configuration.getGroup(),
        consumerName,
        StreamReadGroupArgs.neverDelivered()
            .count(configuration.getMaxMessages())
            .timeout(Duration.ofMillis(configuration.getBlock())));
  }

  /** Claims entries that any consumer has left unacknowledged for claimMinIdle. */
  RFuture<List<Object>> claimStale() {
    return claim(Long.toString(configuration.getClaimMinIdle()), "-");
  }

  /**
   * Claims entries that this consumer itself has left unacknowledged, however short ago.
   *
   * @param after the id after which to look, or null for the first
   */
  RFuture<List<Object>> claimOwn(String after) {
    return claim("0", after == null ? "-" : "(" + after, consumerName);
  }

  private RFuture<List<Object>> claim(String minIdle, String firstId, String... owner) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(configuration.getGroup());
    arguments.add(consumerName);
    arguments.add(minIdle);
    arguments.add(firstId);
    arguments.add(Integer.toString(configuration.getMaxMessages()));
    arguments.addAll(List.of(owner));
    return script.evalAsync(
        Mode.READ_WRITE,
        LuaScripts.CLAIM,
        ReturnType.MULTI,
        List.of(configuration.getStreamKey()),
        arguments.toArray());
  }

  /** The deliveries in the reply to a claim. */
  @SuppressWarnings("unchecked")
  static List<Delivery> deliveries(List<Object> reply) {
    List<Delivery> deliveries = new ArrayList<>(reply.size());
    for (Object element : reply) {
      List<Object> claimed = (List<Object>) element;
      List<String> words = (List<String>) claimed.get(2);
      Map<String, String> fields = new LinkedHashMap<>();
      for (int index = 0; index < words.size(); index += 2) {
        fields.put(words.get(index), words.get(index + 1));
      }
      deliveries.add(
          new Delivery(
              new RedisStreamsEntry((String) claimed.get(0), fields),
              Long.parseLong((String) claimed.get(1))));
    }
    return deliveries;
  }

  void acknowledge(List<Delivery> deliveries) {
    StreamMessageId[] ids =
        deliveries.stream()
            .map(delivery -> EntryIds.parse(delivery.entry().id()))
            .toArray(StreamMessageId[]::new);
    stream.ack(configuration.getGroup(), ids);
  }

  /** Moves the entry to the dead stream and acknowledges it, in one step. */
  void bury(Delivery delivery, String reason) {
    RedisStreamsEntry entry = delivery.entry();
    List<Object> arguments = new ArrayList<>();
    arguments.add(configuration.getGroup());
    arguments.add(entry.id());
    entry
        .fields()
        .forEach(
            (name, value) -> {
              arguments.add(name);
              arguments.add(value);
            });
    arguments.add(RedisStreamsConstants.DEAD_STREAM_FIELD);
    arguments.add(configuration.getStreamKey());
    arguments.add(RedisStreamsConstants.DEAD_ID_FIELD);
    arguments.add(entry.id());
    arguments.add(RedisStreamsConstants.DEAD_GROUP_FIELD);
    arguments.add(configuration.getGroup());
    arguments.add(RedisStreamsConstants.DEAD_DELIVERIES_FIELD);
    arguments.add(Long.toString(delivery.count()));
    arguments.add(RedisStreamsConstants.DEAD_REASON_FIELD);
    arguments.add(reason);
    script.eval(
        Mode.READ_WRITE,
        LuaScripts.BURY,
        ReturnType.VALUE,
        List.of(configuration.getStreamKey(), configuration.getDeadStream()),
        arguments.toArray());
  }
}
