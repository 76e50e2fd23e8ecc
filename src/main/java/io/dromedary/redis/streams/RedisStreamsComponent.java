package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;

/** Creates the endpoints {@code redis-streams:streamKey}. */
@Component("redis-streams")
public class RedisStreamsComponent extends HealthCheckComponent {
  @Metadata private RedisStreamsConfiguration configuration = new RedisStreamsConfiguration();

  public RedisStreamsComponent() {}

  public RedisStreamsComponent(CamelContext context) {
    super(context);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    if (remaining == null || remaining.isBlank()) {
      throw new IllegalArgumentException(
          "A stream key must be given, as in redis-streams:orders, but the URI is " + uri);
    }
    RedisStreamsConfiguration copy = configuration.copy();
    copy.setStreamKey(remaining);
    RedisStreamsEndpoint endpoint = new RedisStreamsEndpoint(uri, this, copy);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  public RedisStreamsConfiguration getConfiguration() {
    return configuration;
  }

  /** The options that the endpoints of this component start from. */
  public void setConfiguration(RedisStreamsConfiguration configuration) {
    this.configuration = requireNonNull(configuration, "configuration is null");
  }
}
