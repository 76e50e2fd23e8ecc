package io.dromedary.reload;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectEndpoint;

/**
 * Camel's {@code direct}, whose consumers can be replaced while others send to them. The stock
 * component takes no second consumer before the first is gone, and in between whoever sends waits
 * with its thread, which may be the one that all others wait for. Thread-safe.
 */
final class ReplaceableDirectComponent extends DirectComponent {
  private final Map<String, DirectConsumer> current = new HashMap<>();
  private final Set<String> replaceable = new HashSet<>();

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    DirectEndpoint endpoint = new ReplaceableEndpoint(uri, this);
    endpoint.setBlock(isBlock());
    endpoint.setTimeout(getTimeout());
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** Lets a second consumer of an endpoint take over from the first, until {@link #settle}. */
  synchronized void unsettle(String endpointUri) {
    replaceable.add(endpointUri);
  }

  /** Takes no second consumer any more. */
  synchronized void settle(String endpointUri) {
    replaceable.remove(endpointUri);
  }

  private synchronized boolean isReplaceable(Endpoint endpoint) {
    return replaceable.contains(endpoint.getEndpointUri());
  }

  @Override
  public synchronized void addConsumer(String key, DirectConsumer consumer) {
    DirectConsumer former = current.get(key);
    if (former != null && isReplaceable(consumer.getEndpoint())) {
      // Who sends just now waits for the next line.
      super.removeConsumer(key, former);
    }
    super.addConsumer(key, consumer);
    current.put(key, consumer);
  }

  @Override
  public synchronized void removeConsumer(String key, DirectConsumer consumer) {
    super.removeConsumer(key, consumer);
    current.remove(key, consumer);
  }

  private static final class ReplaceableEndpoint extends DirectEndpoint
      implements MultipleConsumersSupport {
    private final ReplaceableDirectComponent component;

    ReplaceableEndpoint(String uri, ReplaceableDirectComponent component) {
      super(uri, component);
      this.component = component;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
      return component.isReplaceable(this);
    }
  }
}
