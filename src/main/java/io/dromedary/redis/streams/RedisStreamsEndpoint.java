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
    throw new UnsupportedOperationException();
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    throw new UnsupportedOperationException();
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
