package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.main.HttpServerConfigurationProperties;

/** Makes the server that {@code camel.server.*} describes; Camel Main finds it in the registry. */
final class HttpServerFactory extends DefaultMainHttpServerFactory {
  private final HttpSettings settings;
  private volatile AsyncHttpServer server;

  HttpServerFactory(HttpSettings settings) {
    this.settings = requireNonNull(settings, "settings is null");
  }

  @Override
  public Service newHttpServer(
      CamelContext camelContext, HttpServerConfigurationProperties properties) {
    MainHttpServer stock = (MainHttpServer) super.newHttpServer(camelContext, properties);
    stock.setMaxBodySize(settings.maxBody());
    server = new AsyncHttpServer(stock.getConfiguration(), settings);
    AsyncMainHttpServer main = new AsyncMainHttpServer(server);
    main.setCamelContext(camelContext);
    main.setConfiguration(stock.getConfiguration());
    main.setStaticEnabled(stock.isStaticEnabled());
    main.setStaticContextPath(stock.getStaticContextPath());
    main.setStaticSourceDir(stock.getStaticSourceDir());
    return main;
  }

  AsyncHttpServer server() {
    if (server == null) {
      throw new IllegalStateException("There is no HTTP server: set camel.server.enabled=true");
    }
    return server;
  }
}
