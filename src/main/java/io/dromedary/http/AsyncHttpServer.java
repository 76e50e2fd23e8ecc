package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server below {@code platform-http}: a deep accept queue, gzip when asked, CORS by
 * configuration, request identifiers, and a problem document for whatever it refuses. When it stops
 * it waits for the replies under way.
 */
public final class AsyncHttpServer extends VertxPlatformHttpServer {
  /**
   * The longest request line, which holds method and URI, in bytes: two names of 32,768 characters,
   * each of which may take 12 bytes there.
   */
  static final int MAX_REQUEST_LINE = 1 << 20;

  /** The headers' greatest length together, in bytes. */
  static final int MAX_HEADERS = 32 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(AsyncHttpServer.class);

  /** No route lets Vert.x read files, and a killed program would leave its folder for them. */
  private static final FileSystemOptions NO_FILES =
      new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);

  /** How long replies may take that are not sent when the routes have ended. */
  private static final Duration LAST_REPLIES = Duration.ofSeconds(1);

  /** How long clients may take that are connected and have not sent a request yet. */
  private static final Duration LAST_REQUESTS = Duration.ofSeconds(1);

  private final VertxPlatformHttpServerConfiguration configuration;
  private final HttpSettings settings;
  private final OpenCount openRequests = new OpenCount();
  private final ClientConnections connections = new ClientConnections();
  private final HeldRequests heldRequests = new HeldRequests();
  private boolean ownVertx;

  /** Vert.x's name of what listens, and one of its servers. */
  private String listeners;

  private volatile HttpServer server;
  private volatile Router router;

  AsyncHttpServer(VertxPlatformHttpServerConfiguration configuration, HttpSettings settings) {
    super(configuration);
    this.configuration = requireNonNull(configuration, "configuration is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  /**
   * The server of a Camel context: its port (the real one when {@code camel.server.port} is 0) and
   * its router.
   *
   * @throws IllegalStateException if the context has none
   */
  public static AsyncHttpServer of(CamelContext camelContext) {
    AsyncHttpServer server = camelContext.hasService(AsyncHttpServer.class);
    if (server == null) {
      throw new IllegalStateException("The Camel context has no HTTP server");
    }
    return server;
  }

  /**
   * The router of all routes, for handlers that no Camel route can be, as live streams. A handler
   * added here gets request identifiers and problem documents like a route.
   */
  public Router router() {
    return requireNonNull(router, "The HTTP server has not started");
  }

  /** How many requests a route has taken and whose reply is not written yet. */
  public int openRequestCount() {
    return openRequests.count();
  }

  /** The name under which consumers find the router in the registry. */
  String routerName() {
    return VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getPort());
  }

  OpenCount openRequests() {
    return openRequests;
  }

  HeldRequests heldRequests() {
    return heldRequests;
  }

  /**
   * Runs something that exchanges routes for others. Requests that find none meanwhile wait for its
   * end.
   */
  public void whileHolding(Runnable exchange) {
    heldRequests.during(exchange);
  }

  @Override
  public HttpServer getServer() {
    return server;
  }

  @Override
  public int getPort() {
    HttpServer started = server;
    return started == null ? configuration.getBindPort() : started.actualPort();
  }

  @Override
  protected Vertx createVertxInstance() {
    ownVertx = true;
    VertxOptions options =
        CamelContextHelper.findSingleByType(getCamelContext(), VertxOptions.class);
    if (options == null) {
      options =
          new VertxOptions()
              .setEventLoopPoolSize(settings.eventLoops())
              .setWorkerPoolSize(settings.workers())
              .setFileSystemOptions(NO_FILES);
    }
    return Vertx.vertx(options);
  }

  @Override
  protected void initializeServer() {
    super.initializeServer();
    VertxPlatformHttpRouter routes =
        VertxPlatformHttpRouter.lookup(getCamelContext(), routerName());
    getCamelContext().getRegistry().bind(routerName(), new RankedRouter(this, routes));
  }

  @Override
  protected void startServer() throws Exception {
    Router routes = VertxPlatformHttpRouter.lookup(getCamelContext(), routerName());
    if (!settings.corsOrigins().isEmpty()) {
      routes.route().order(Integer.MIN_VALUE).handler(cors());
    }
    Router entrance = entrance(routes);
    ProblemHandler problems = new ProblemHandler(this, entrance, routes, mountPoint(), settings);
    for (int status : ProblemHandler.STATUSES) {
      entrance.errorHandler(status, context -> problems.handle(context, status));
    }
    HttpServerOptions options = options();
    RequestGate gate = new RequestGate(getCamelContext(), openRequests, connections, entrance);
    listen(
        () ->
            getVertx()
                .createHttpServer(options)
                .requestHandler(gate)
                .connectionHandler(connections::opened)
                .invalidRequestHandler(problems::handleUnreadable));
    router = routes;
    LOG.info("HTTP server started on {}:{}", configuration.getBindHost(), getPort());
  }

  private void listen(Supplier<HttpServer> created) {
    int port = configuration.getBindPort();
    String host = configuration.getBindHost();
    DeploymentOptions onEachLoop = new DeploymentOptions().setInstances(settings.eventLoops());
    try {
      listeners =
          await(
              getVertx()
                  .deployVerticle(
                      () -> new HttpListener(created, port, host, one -> server = one),
                      onEachLoop));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "%s:%d cannot be listened on: %s; another port can be set with camel.server.port"
              .formatted(host, port, e.getCause().getMessage()),
          e.getCause());
    }
  }

  @Override
  protected void stopServer() {
    if (server == null) {
      return;
    }
    new ListeningSocket(getVertx(), getPort()).close();
    connections.end();
    if (!openRequests.awaitNone(LAST_REPLIES)) {
      LOG.warn("HTTP server stops although {} requests are not answered", openRequests.count());
    }
    // Whoever has come last is about to send a request, and gets an answer to it.
    boolean allGone = connections.awaitNone(LAST_REQUESTS);
    LOG.debug("All clients are gone: {}", allGone);
    server = null;
    await(getVertx().undeploy(listeners));
    LOG.info("HTTP server stopped");
  }

  @Override
  protected void stopVertx() {
    if (ownVertx) {
      ownVertx = false;
      await(getVertx().close());
      setVertx(null);
    }
  }

  private Router entrance(Router routes) {
    if (mountPoint().isEmpty()) {
      return routes;
    }
    Router mounted = Router.router(getVertx());
    mounted.route(configuration.getPath() + "*").subRouter(routes);
    return mounted;
  }

  /** The path below which all routes are, without a slash at its end. */
  private String mountPoint() {
    String path = configuration.getPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private HttpServerOptions options() throws Exception {
    HttpServerOptions options = new HttpServerOptions();
    options.setAcceptBacklog(settings.backlog());
    options.setCompressionSupported(true).setCompressionLevel(1);
    options.setMaxInitialLineLength(MAX_REQUEST_LINE).setMaxHeaderSize(MAX_HEADERS);
    SSLContextParameters tls = configuration.getSslContextParameters();
    if (tls == null && configuration.isUseGlobalSslContextParameters()) {
      tls = getCamelContext().getSSLContextParameters();
    }
    if (tls != null) {
      VertxHelper.setupSSLOptions(getCamelContext(), tls, options);
    }
    return options;
  }

  private CorsHandler cors() {
    CorsHandler cors = CorsHandler.create();
    if (settings.corsOrigins().contains("*")) {
      cors.addOrigin("*");
    } else {
      cors.addOrigins(settings.corsOrigins());
    }
    return cors.allowedMethods(
            Set.of(
                HttpMethod.GET,
                HttpMethod.HEAD,
                HttpMethod.POST,
                HttpMethod.PUT,
                HttpMethod.PATCH,
                HttpMethod.DELETE))
        .allowedHeaders(
            Set.of(
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "If-Match",
                "If-None-Match",
                "Last-Event-ID",
                "Prefer",
                RequestId.HEADER))
        .exposedHeaders(
            Set.of("Allow", "ETag", "Link", "Location", "Retry-After", RequestId.HEADER))
        .maxAgeSeconds(600);
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new IllegalStateException("HTTP server: " + e.getCause().getMessage(), e.getCause());
    }
  }
}
