package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.spi.HeaderFilterStrategy;
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
final class AsyncPlatformHttpConsumer extends VertxPlatformHttpConsumer {
  private final AsyncHttpServer server;
  private final Dispatch dispatch;
  private HeaderFilterStrategy headerFilter;

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
    } else if (isSuspended()) {
      Problem stopping =
          Problem.of(ProblemType.UNAVAILABLE, "The resource is suspended; try later.");
      ProblemDocument.of(stopping, RequestId.of(context.request())).writeTo(context.response());
    } else if (isOptions(context.request())) {
      AllowedMethods.of(server.router(), context.normalizedPath()).answer(context.response());
    } else {
      new RouteExchange(this, context, newExchange(context)).start();
    }
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
