package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A share of a port's connections, served by one event loop. Vert.x gives each server one loop
 * only, and hands connections in turn to those that listen on the same port.
 */
final class HttpListener extends AbstractVerticle {
  /** Of Vert.x: any free port, and the same one for all that ask for it so. */
  private static final int ANY_SHARED_PORT = -1;

  private final Supplier<HttpServer> server;
  private final int port;
  private final String host;
  private final Consumer<HttpServer> listening;

  /**
   * Prepares for listening.
   *
   * @param server makes a server, to which this listener belongs
   * @param port 0 for any free one
   * @param listening is told of the server when it listens
   */
  HttpListener(Supplier<HttpServer> server, int port, String host, Consumer<HttpServer> listening) {
    this.server = requireNonNull(server, "server is null");
    this.port = port;
    this.host = requireNonNull(host, "host is null");
    this.listening = requireNonNull(listening, "listening is null");
  }

  @Override
  public void start(Promise<Void> started) {
    server
        .get()
        .listen(port == 0 ? ANY_SHARED_PORT : port, host)
        .onSuccess(listening::accept)
        .<Void>mapEmpty()
        .onComplete(started);
  }
}
