package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * The first to see a request: gives it its {@link RequestId}, and drops a content type that says
 * {@code application/x-www-form-urlencoded}. That is what curl sends unless told otherwise; nobody
 * means it, and reading a JSON body as a form would destroy it.
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
    request.response().putHeader(RequestId.HEADER, id);
    String contentType = headers.get(HttpHeaders.CONTENT_TYPE);
    if (contentType != null && isForm(contentType)) {
      headers.remove(HttpHeaders.CONTENT_TYPE);
    }
    next.handle(request);
  }

  private static boolean isForm(String contentType) {
    return contentType.length() >= FORM.length()
        && contentType.strip().toLowerCase(Locale.ROOT).startsWith(FORM);
  }
}
