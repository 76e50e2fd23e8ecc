package io.dromedary.redis.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Consumes a stream: through a consumer group if the option group is set, otherwise from a position
 * of its own, strictly in order. Stopping and suspending let the exchange under way end; what was
 * read and not yet processed is read again later.
 */
public class RedisStreamsConsumer extends DefaultConsumer implements Suspendable {
  private final RedisStreamsEndpoint endpoint;
  private List<StreamReader> readers = List.of();
  private ExecutorService threads;

  public RedisStreamsConsumer(RedisStreamsEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  public RedisStreamsEndpoint getEndpoint() {
    return endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    endpoint.getConfiguration().validateConsumer();
    RedisStreamsHealthCheck healthCheck =
        new RedisStreamsHealthCheck(endpoint, "consumer:redis-streams-" + getRouteId());
    healthCheck.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
    setHealthCheck(healthCheck);
    StateRepository<String, String> repository = endpoint.getConfiguration().getOffsetRepository();
    CamelContextAware.trySetCamelContext(repository, endpoint.getCamelContext());
    ServiceHelper.startService(repository);
    threads =
        endpoint
            .getCamelContext()
            .getExecutorServiceManager()
            .newCachedThreadPool(this, "RedisStreamsConsumer");
    readers = createReaders();
    readers.forEach(reader -> reader.start(threads));
  }

  private List<StreamReader> createReaders() {
    RedisStreamsConfiguration configuration = endpoint.getConfiguration();
    if (configuration.getGroup() == null) {
      return List.of(new TailReader(this));
    }
    String name = endpoint.consumerName();
    int count = configuration.getConcurrentConsumers();
    List<StreamReader> created = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      created.add(new GroupReader(this, count == 1 ? name : name + "-" + number));
    }
    return created;
  }

  @Override
  protected void doSuspend() throws Exception {
    readers.forEach(StreamReader::stop);
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    readers.forEach(reader -> reader.start(threads));
  }

  @Override
  protected void doStop() throws Exception {
    readers.forEach(StreamReader::stop);
    if (threads != null) {
      endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(threads);
    }
    super.doStop();
  }
}
