package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;

/** The engine of {@code platform-http} whose requests wait without a thread. */
final class AsyncPlatformHttpEngine implements PlatformHttpEngine {
  private final Supplier<AsyncHttpServer> server;
  private final Dispatch dispatch;

  AsyncPlatformHttpEngine(Supplier<AsyncHttpServer> server, Dispatch dispatch) {
    this.server = requireNonNull(server, "server is null");
    this.dispatch = requireNonNull(dispatch, "dispatch is null");
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new AsyncPlatformHttpConsumer(endpoint, processor, server.get(), dispatch);
  }

  @Override
  public int getServerPort() {
    return server.get().getPort();
  }
}
