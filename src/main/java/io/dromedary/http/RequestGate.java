package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * The first to see a request: gives it its {@link RequestId}, and drops a content type that says
 * {@code application/x-www-form-urlencoded}. That is what curl sends unless told otherwise; nobody
 * means it, and reading a JSON body as a form would destroy it. A content type of a request that
 * has no body is dropped, too, and so is the mark that this server gives to requests itself.
 */
final class RequestGate implements Handler<HttpServerRequest> {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Handler<HttpServerRequest> next;

  RequestGate(Handler<HttpServerRequest> next) {
    this.next = requireNonNull(next, "next is null");
  }

  @Override
  public void handle(HttpServerRequest request) {
    MultiMap headers = request.headers();
    String id = RequestId.acceptedOr(headers.get(RequestId.HEADER));
    headers.set(RequestId.HEADER, id);
    headers.remove(AsyncHttpServer.HELD);
    request.response().putHeader(RequestId.HEADER, id);
    String contentType = headers.get(HttpHeaders.CONTENT_TYPE);
    if (contentType != null && (isForm(contentType) || isBodyless(request.method()))) {
      headers.remove(HttpHeaders.CONTENT_TYPE);
    }
    next.handle(request);
  }

  /** The server would try to read the parts of a form, and fail. */
  private static boolean isBodyless(HttpMethod method) {
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS);
  }

  private static boolean isForm(String contentType) {
    return contentType.length() >= FORM.length()
        && contentType.strip().toLowerCase(Locale.ROOT).startsWith(FORM);
  }
}
