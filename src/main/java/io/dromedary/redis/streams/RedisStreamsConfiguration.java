package io.dromedary.redis.streams;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.redisson.api.RedissonClient;

/** The options of a stream; each endpoint has a copy of its component's. */
@UriParams
public class RedisStreamsConfiguration extends RedisStreamsConsumerConfiguration
    implements Cloneable {
  @UriPath
  @Metadata(required = true)
  private String streamKey;

  @UriParam(label = "advanced")
  @Metadata(autowired = true)
  private RedissonClient redissonClient;

  @UriParam(label = "common")
  private String field;

  @UriParam(label = "common,advanced", defaultValue = "3000", javaType = "java.time.Duration")
  private long requestTimeout = 3000;

  @UriParam(label = "producer", defaultValue = "0")
  private int maxLength;

  @UriParam(label = "producer")
  private String minId;

  @UriParam(label = "producer", defaultValue = "true")
  private boolean approximateTrimming = true;

  @UriParam(label = "producer", defaultValue = "true")
  private boolean gather = true;

  @UriParam(label = "producer", defaultValue = "1000")
  private int gatherLimit = 1000;

  @UriParam(label = "producer", defaultValue = "false")
  private boolean skipExistingIds;

  @UriParam(label = "producer")
  private String headerFields;

  /** A copy that can be changed without changing this one. */
  public RedisStreamsConfiguration copy() {
    try {
      return (RedisStreamsConfiguration) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new RuntimeCamelException(e);
    }
  }

  public String getStreamKey() {
    return streamKey;
  }

  /** The key of the stream. */
  public void setStreamKey(String streamKey) {
    this.streamKey = streamKey;
  }

  public RedissonClient getRedissonClient() {
    return redissonClient;
  }

  /**
   * The Redisson client to use. When there is exactly one in the registry it is found by itself.
   */
  public void setRedissonClient(RedissonClient redissonClient) {
    this.redissonClient = redissonClient;
  }

  public String getField() {
    return field;
  }

  /**
   * The field that carries text. Producer: the field into which a body that is no map and no entry
   * is put (data if not set). Consumer: when set, the body is the value of this field and the other
   * fields become headers; when not set, the body is the map of all fields.
   */
  public void setField(String field) {
    this.field = field;
  }

  public long getRequestTimeout() {
    return requestTimeout;
  }

  /** How long to wait for Redis to answer, reads that block excepted, in milliseconds. */
  public void setRequestTimeout(long requestTimeout) {
    this.requestTimeout = requestTimeout;
  }

  public int getMaxLength() {
    return maxLength;
  }

  /** Trims the stream to this many entries with every addition (MAXLEN). 0 keeps all. */
  public void setMaxLength(int maxLength) {
    this.maxLength = maxLength;
  }

  public String getMinId() {
    return minId;
  }

  /**
   * Trims the stream to entries with this id or a larger one with every addition (MINID). The
   * header CamelRedisStreamsMinId overrides it.
   */
  public void setMinId(String minId) {
    this.minId = minId;
  }

  public boolean isApproximateTrimming() {
    return approximateTrimming;
  }

  /**
   * Whether trimming may keep a few entries more than asked for (~), which is much cheaper than
   * exact trimming.
   */
  public void setApproximateTrimming(boolean approximateTrimming) {
    this.approximateTrimming = approximateTrimming;
  }

  public boolean isGather() {
    return gather;
  }

  /**
   * Whether exchanges that arrive while a request to Redis is under way are collected and sent
   * together when it returns. Keeps the order of arrival. When false, every exchange is a request
   * of its own and the order between exchanges is open.
   */
  public void setGather(boolean gather) {
    this.gather = gather;
  }

  public int getGatherLimit() {
    return gatherLimit;
  }

  /** The most exchanges to send together. */
  public void setGatherLimit(int gatherLimit) {
    this.gatherLimit = gatherLimit;
  }

  public boolean isSkipExistingIds() {
    return skipExistingIds;
  }

  /**
   * Whether an entry with an explicit id that is not larger than the stream's last id is skipped
   * instead of failing the exchange. An ordered list with explicit ids can then be sent again after
   * any failure.
   */
  public void setSkipExistingIds(boolean skipExistingIds) {
    this.skipExistingIds = skipExistingIds;
  }

  public String getHeaderFields() {
    return headerFields;
  }

  /**
   * Headers, separated by commas, that become fields of every entry that is added, each under its
   * own name, if it is set and the entry has no such field. So the trace context can travel:
   * traceparent,tracestate.
   */
  public void setHeaderFields(String headerFields) {
    this.headerFields = headerFields;
  }
}
