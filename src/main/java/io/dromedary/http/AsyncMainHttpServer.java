package io.dromedary.http;

import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.support.service.ServiceHelper;

/** Camel Main's HTTP server with an {@link AsyncHttpServer} below instead of the stock one. */
final class AsyncMainHttpServer extends MainHttpServer {
  private final AsyncHttpServer server;

  AsyncMainHttpServer(AsyncHttpServer server) {
    this.server = server;
  }

  @Override
  protected void doInit() throws Exception {
    getCamelContext().addService(server);
  }

  @Override
  protected void doStart() throws Exception {
    ServiceHelper.startService(server);
    super.doStart();
  }
}
