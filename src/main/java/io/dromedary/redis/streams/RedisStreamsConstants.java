package io.dromedary.redis.streams;

import org.apache.camel.spi.Metadata;

/** The headers of messages to and from a Redis Stream, and the fields of a dead entry. */
public final class RedisStreamsConstants {
  @Metadata(
      description =
          "Producer: the explicit id of the entry to add. Afterwards, and on the consumer: the id"
              + " that the entry has. For a batch: the id of its last entry.",
      javaType = "String",
      important = true)
  public static final String ID = "CamelRedisStreamsId";

  @Metadata(
      label = "producer",
      description =
          "After adding a list: the ids of its entries, in order. Skipped entries keep the id that"
              + " they came with.",
      javaType = "List<String>")
  public static final String IDS = "CamelRedisStreamsIds";

  @Metadata(
      label = "producer",
      description = "Trims the stream to entries with this id or a larger one; overrides minId.",
      javaType = "String")
  public static final String MIN_ID = "CamelRedisStreamsMinId";

  @Metadata(
      label = "producer",
      description =
          "For a list: the id that the stream must have reached. If it has not, nothing is added and"
              + " the exchange fails with RedisStreamsGapException.",
      javaType = "String")
  public static final String PREVIOUS_ID = "CamelRedisStreamsPreviousId";

  @Metadata(
      label = "producer",
      description = "After adding a list with skipExistingIds: how many entries were skipped.",
      javaType = "Integer")
  public static final String SKIPPED = "CamelRedisStreamsSkipped";

  @Metadata(
      label = "consumer",
      description = "The key of the stream that the entry comes from.",
      javaType = "String")
  public static final String STREAM = "CamelRedisStreamsStream";

  @Metadata(
      label = "consumer",
      description =
          "Without a group: the id behind which the stream was read. Nothing lies between it and the"
              + " entry, or the first entry of a batch.",
      javaType = "String")
  public static final String AFTER_ID = "CamelRedisStreamsAfterId";

  @Metadata(
      label = "consumer",
      description = "The consumer group through which the entry was delivered.",
      javaType = "String")
  public static final String GROUP = "CamelRedisStreamsGroup";

  @Metadata(
      label = "consumer",
      description = "How often the entry has been delivered to its group, this time included.",
      javaType = "Long")
  public static final String DELIVERY_COUNT = "CamelRedisStreamsDeliveryCount";

  /** Field of a dead entry: the key of the stream that it was delivered from. */
  public static final String DEAD_STREAM_FIELD = "dead-stream";

  /** Field of a dead entry: its id in the stream that it was delivered from. */
  public static final String DEAD_ID_FIELD = "dead-id";

  /** Field of a dead entry: the group that could not process it. */
  public static final String DEAD_GROUP_FIELD = "dead-group";

  /** Field of a dead entry: how often it was delivered. */
  public static final String DEAD_DELIVERIES_FIELD = "dead-deliveries";

  /** Field of a dead entry: why it was given up. */
  public static final String DEAD_REASON_FIELD = "dead-reason";

  /** The field that carries text when none is configured. */
  public static final String DEFAULT_FIELD = "data";

  private RedisStreamsConstants() {}
}
