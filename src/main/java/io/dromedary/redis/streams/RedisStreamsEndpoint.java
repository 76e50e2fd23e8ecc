package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.InetAddressUtil;
import org.redisson.api.RedissonClient;

/** Append entries to a Redis Stream and consume them, with or without a consumer group. */
@UriEndpoint(
    firstVersion = "4.17.0",
    scheme = "redis-streams",
    title = "Redis Streams",
    syntax = "redis-streams:streamKey",
    category = {Category.MESSAGING, Category.CACHE},
    headersClass = RedisStreamsConstants.class)
public class RedisStreamsEndpoint extends DefaultEndpoint implements HeaderFilterStrategyAware {
  @UriParam private RedisStreamsConfiguration configuration;

  @UriParam(label = "common,advanced")
  private HeaderFilterStrategy headerFilterStrategy = new RedisStreamsHeaderFilterStrategy();

  public RedisStreamsEndpoint(
      String uri, RedisStreamsComponent component, RedisStreamsConfiguration configuration) {
    super(uri, component);
    this.configuration = requireNonNull(configuration, "configuration is null");
  }

  @Override
  public RedisStreamsComponent getComponent() {
    return (RedisStreamsComponent) super.getComponent();
  }

  @Override
  public Producer createProducer() {
    return new RedisStreamsProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    RedisStreamsConsumer consumer = new RedisStreamsConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  /** The client to use; there must be one when a producer or consumer starts. */
  RedissonClient redissonClient() {
    RedissonClient client = configuration.getRedissonClient();
    if (client == null) {
      throw new IllegalArgumentException(
          "There is no Redisson client for "
              + this
              + ": bind exactly one to the registry, or set the option redissonClient");
    }
    return client;
  }

  /** The consumer's name in its group. */
  String consumerName() {
    String name = configuration.getConsumerName();
    return name != null
        ? name
        : InetAddressUtil.getLocalHostNameSafe() + "-" + getCamelContext().getName();
  }

  public RedisStreamsConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(RedisStreamsConfiguration configuration) {
    this.configuration = requireNonNull(configuration, "configuration is null");
  }

  @Override
  public HeaderFilterStrategy getHeaderFilterStrategy() {
    return headerFilterStrategy;
  }

  /** Decides which fields of an entry may become headers. */
  @Override
  public void setHeaderFilterStrategy(HeaderFilterStrategy headerFilterStrategy) {
    this.headerFilterStrategy = headerFilterStrategy;
  }
}
