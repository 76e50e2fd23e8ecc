package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.util.CollectionHelper;

/**
 * Takes the requests of one {@code platform-http} endpoint. Unlike the stock consumer it runs the
 * route with a callback, so that a request that waits for an asynchronous step holds no thread; it
 * sends only headers back that the route has set; and what the route fails with becomes a problem
 * document.
 *
 * <p>The unit of work is done once the reply has been handed to the connection, for a streamed body
 * once it is sent; so the option {@code handleWriteResponseError} has no effect.
 */
final class AsyncPlatformHttpConsumer extends VertxPlatformHttpConsumer implements ShutdownAware {
  private final AtomicInteger pending = new AtomicInteger();
  private final AsyncHttpServer server;
  private final Dispatch dispatch;
  private HeaderFilterStrategy headerFilter;
  private Route route;

  AsyncPlatformHttpConsumer(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      AsyncHttpServer server,
      Dispatch dispatch) {
    super(endpoint, processor, List.of(), server.routerName());
    this.server = server;
    this.dispatch = requireNonNull(dispatch, "dispatch is null");
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    headerFilter = getEndpoint().getHeaderFilterStrategy();
  }

  @Override
  protected void handleRequest(RoutingContext context) {
    if (getEndpoint().isHttpProxy()) {
      super.handleRequest(context);
    } else if (isOptions(context.request())) {
      AllowedMethods.of(server.router(), context.normalizedPath()).answer(context.response());
    } else {
      // Counted before the look at the state: who suspends and then sees none has seen all.
      pending.incrementAndGet();
      if (isStarted()) {
        new RouteExchange(this, context, newExchange(context)).start();
      } else {
        pending.decrementAndGet();
        refuse(context);
      }
    }
  }

  /** One request that was let in is answered. */
  void answered() {
    pending.decrementAndGet();
  }

  /** The requests that were let in and are not answered. */
  @Override
  public int getPendingExchangesSize() {
    return pending.get();
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask task) {
    return false;
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {
    // Requests under way end by themselves.
  }

  private void refuse(RoutingContext context) {
    if (!server.heldRequests().holdFor(this, context)) {
      Problem stopping =
          Problem.of(ProblemType.UNAVAILABLE, "The resource is suspended; try later.");
      ProblemDocument.of(stopping, RequestId.of(context.request())).writeTo(context.response());
    }
  }

  /** Whether this consumer answers what another one has answered. */
  boolean isInPlaceOf(AsyncPlatformHttpConsumer other) {
    return isStarted()
        && getEndpoint().getPath().equals(other.getEndpoint().getPath())
        && Objects.equals(
            getEndpoint().getHttpMethodRestrict(), other.getEndpoint().getHttpMethodRestrict());
  }

  @Override
  protected void doStart() throws Exception {
    Set<Route> others = Set.copyOf(router().getRoutes());
    super.doStart();
    route = router().getRoutes().stream().filter(one -> !others.contains(one)).findFirst().get();
    server.heldRequests().started(this);
  }

  /** Requests no longer find the route: those that come now are not read before it is there. */
  @Override
  protected void doSuspend() throws Exception {
    route.disable();
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    route.enable();
  }

  @Override
  protected void doStop() throws Exception {
    server.heldRequests().ended(this);
    super.doStop();
  }

  private Router router() {
    return VertxPlatformHttpRouter.lookup(getEndpoint().getCamelContext(), server.routerName());
  }

  AsyncHttpServer server() {
    return server;
  }

  Dispatch dispatch() {
    return dispatch;
  }

  HeaderFilterStrategy headerFilter() {
    return headerFilter;
  }

  /** Fills the exchange's message with headers and body of the request. */
  Future<Void> read(Exchange exchange, RoutingContext context) {
    return processHttpRequest(exchange, context);
  }

  /** Adds the fields and files of a form with parts, which only the body handler could read. */
  void addParts(Exchange exchange, RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!getEndpoint().isUseBodyHandler() || !isMultipart(request)) {
      return;
    }
    Message message = exchange.getIn();
    MultiMap fields = request.formAttributes();
    for (var field : fields.entries()) {
      if (!headerFilter.applyFilterToExternalHeaders(field.getKey(), field.getValue(), exchange)) {
        CollectionHelper.appendEntry(message.getHeaders(), field.getKey(), field.getValue());
      }
    }
    populateAttachments(context.fileUploads(), message);
  }

  private Exchange newExchange(RoutingContext context) {
    Exchange exchange = createExchange(false);
    exchange.setPattern(ExchangePattern.InOut);
    exchange.setProperty(RequestId.PROPERTY, RequestId.of(context.request()));
    return exchange;
  }

  // A route that wants OPTIONS says so in httpMethodRestrict; for all others it is answered here.
  private boolean isOptions(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.OPTIONS)) {
      return false;
    }
    String restricted = getEndpoint().getHttpMethodRestrict();
    return restricted == null || !restricted.toUpperCase(Locale.ROOT).contains("OPTIONS");
  }

  private static boolean isMultipart(HttpServerRequest request) {
    String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }
}
