package io.dromedary.redis.streams;

import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;

/** The options that only a consumer of a stream has. */
abstract class RedisStreamsConsumerConfiguration {
  @UriParam(label = "consumer")
  private String group;

  @UriParam(label = "consumer")
  private String consumerName;

  @UriParam(label = "consumer", defaultValue = "0", enums = "0,$")
  private String groupStart = "0";

  @UriParam(label = "consumer", defaultValue = "1")
  private int concurrentConsumers = 1;

  @UriParam(label = "consumer", defaultValue = "60000", javaType = "java.time.Duration")
  private long claimMinIdle = 60000;

  @UriParam(label = "consumer", defaultValue = "0")
  private int maxDeliveries;

  @UriParam(label = "consumer")
  private String deadStream;

  @UriParam(label = "consumer", defaultValue = "$")
  private String startId = "$";

  @UriParam(label = "consumer")
  private StateRepository<String, String> offsetRepository;

  @UriParam(label = "consumer", defaultValue = "false")
  private boolean offsetRepositoryReadOnly;

  @UriParam(label = "consumer", defaultValue = "100")
  private int maxMessages = 100;

  @UriParam(label = "consumer", defaultValue = "false")
  private boolean batching;

  @UriParam(label = "consumer", defaultValue = "false")
  private boolean sendEmptyMessageWhenIdle;

  @UriParam(label = "consumer", defaultValue = "0", javaType = "java.time.Duration")
  private long linger;

  @UriParam(label = "consumer", defaultValue = "1000", javaType = "java.time.Duration")
  private long block = 1000;

  @UriParam(label = "consumer,advanced", defaultValue = "100", javaType = "java.time.Duration")
  private long backOffInitialDelay = 100;

  @UriParam(label = "consumer,advanced", defaultValue = "5000", javaType = "java.time.Duration")
  private long backOffMaxDelay = 5000;

  /** Throws IllegalArgumentException if the options of a consumer contradict each other. */
  void validateConsumer() {
    if (group == null && (concurrentConsumers > 1 || maxDeliveries > 0)) {
      throw new IllegalArgumentException(
          "The options concurrentConsumers and maxDeliveries need the option group");
    }
    if (group != null && offsetRepository != null) {
      throw new IllegalArgumentException(
          "The options group and offsetRepository exclude each other: a group keeps its own position");
    }
    if (maxDeliveries > 0 && deadStream == null) {
      throw new IllegalArgumentException("The option maxDeliveries needs the option deadStream");
    }
    if (sendEmptyMessageWhenIdle && (group != null || !batching)) {
      throw new IllegalArgumentException(
          "The option sendEmptyMessageWhenIdle needs batching and excludes the option group");
    }
    if (linger > 0 && (group != null || !batching)) {
      throw new IllegalArgumentException(
          "The option linger needs batching and excludes the option group");
    }
    if (concurrentConsumers < 1 || maxMessages < 1 || block < 1 || backOffInitialDelay < 1) {
      throw new IllegalArgumentException(
          "The options concurrentConsumers, maxMessages, block and backOffInitialDelay must be at"
              + " least 1");
    }
  }

  public String getGroup() {
    return group;
  }

  /**
   * The consumer group to consume through. Without one, the consumer reads the stream from a
   * position of its own, strictly in order.
   */
  public void setGroup(String group) {
    this.group = group;
  }

  public String getConsumerName() {
    return consumerName;
  }

  /**
   * The name of this consumer in its group, unique among those running. If not set, host name and
   * Camel context name. With several concurrent consumers, a number is appended.
   */
  public void setConsumerName(String consumerName) {
    this.consumerName = consumerName;
  }

  public String getGroupStart() {
    return groupStart;
  }

  /**
   * Where a group starts that does not exist yet: at the beginning (0) or behind the last entry
   * ($).
   */
  public void setGroupStart(String groupStart) {
    this.groupStart = groupStart;
  }

  public int getConcurrentConsumers() {
    return concurrentConsumers;
  }

  /** How many threads consume through the group, each as a consumer of its own. */
  public void setConcurrentConsumers(int concurrentConsumers) {
    this.concurrentConsumers = concurrentConsumers;
  }

  public long getClaimMinIdle() {
    return claimMinIdle;
  }

  /**
   * Entries that were delivered to any consumer of the group and not acknowledged for this long, in
   * milliseconds, are claimed and delivered again. Must be longer than the longest processing. 0
   * never claims.
   */
  public void setClaimMinIdle(long claimMinIdle) {
    this.claimMinIdle = claimMinIdle;
  }

  public int getMaxDeliveries() {
    return maxDeliveries;
  }

  /**
   * How often an entry may be delivered through the group before it is moved to the dead stream. 0
   * means without limit.
   */
  public void setMaxDeliveries(int maxDeliveries) {
    this.maxDeliveries = maxDeliveries;
  }

  public String getDeadStream() {
    return deadStream;
  }

  /**
   * The key of the stream to which entries are moved that were delivered maxDeliveries times. In a
   * cluster it must hash to the slot of the stream.
   */
  public void setDeadStream(String deadStream) {
    this.deadStream = deadStream;
  }

  public String getStartId() {
    return startId;
  }

  /**
   * Where a consumer without a group starts if no offset repository knows better: 0 (first entry),
   * $ (behind the last entry) or behind the given id.
   */
  public void setStartId(String startId) {
    this.startId = startId;
  }

  public StateRepository<String, String> getOffsetRepository() {
    return offsetRepository;
  }

  /**
   * Keeps the position of a consumer without a group: key is the stream key, value the last id that
   * was processed. It is asked at start, after every failure and after every read that found
   * nothing, and set after every completed exchange.
   */
  public void setOffsetRepository(StateRepository<String, String> offsetRepository) {
    this.offsetRepository = offsetRepository;
  }

  public boolean isOffsetRepositoryReadOnly() {
    return offsetRepositoryReadOnly;
  }

  /**
   * Whether the offset repository is only asked and never set, for routes that store the position
   * themselves, as in the transaction of their own database.
   */
  public void setOffsetRepositoryReadOnly(boolean offsetRepositoryReadOnly) {
    this.offsetRepositoryReadOnly = offsetRepositoryReadOnly;
  }

  public int getMaxMessages() {
    return maxMessages;
  }

  /** The most entries to read at once, and the most entries of a batch. */
  public void setMaxMessages(int maxMessages) {
    this.maxMessages = maxMessages;
  }

  public boolean isBatching() {
    return batching;
  }

  /**
   * Whether what was read at once is one exchange, its body a list of RedisStreamsEntry, instead of
   * one exchange per entry.
   */
  public void setBatching(boolean batching) {
    this.batching = batching;
  }

  public boolean isSendEmptyMessageWhenIdle() {
    return sendEmptyMessageWhenIdle;
  }

  /**
   * Without a group and with batching: whether a batch without entries is sent on when nothing has
   * come for the time of {@code block}, so that a route can do what is left to do.
   */
  public void setSendEmptyMessageWhenIdle(boolean sendEmptyMessageWhenIdle) {
    this.sendEmptyMessageWhenIdle = sendEmptyMessageWhenIdle;
  }

  public long getLinger() {
    return linger;
  }

  /**
   * Without a group and with batching: how long, in milliseconds, a batch waits for more entries
   * that comes right after one more than twice as large. Clients that were answered together send
   * their next requests together, and the first of these would else make a batch of its own. A
   * batch that comes later than that after the last one never waits.
   */
  public void setLinger(long linger) {
    this.linger = linger;
  }

  public long getBlock() {
    return block;
  }

  /** How long a read waits for entries, in milliseconds, before it is repeated. */
  public void setBlock(long block) {
    this.block = block;
  }

  public long getBackOffInitialDelay() {
    return backOffInitialDelay;
  }

  /**
   * How long to wait after the first failure to read or, without a group, to process, in
   * milliseconds. Doubles with every further failure.
   */
  public void setBackOffInitialDelay(long backOffInitialDelay) {
    this.backOffInitialDelay = backOffInitialDelay;
  }

  public long getBackOffMaxDelay() {
    return backOffMaxDelay;
  }

  /** The longest wait between attempts, in milliseconds. */
  public void setBackOffMaxDelay(long backOffMaxDelay) {
    this.backOffMaxDelay = backOffMaxDelay;
  }
}
