package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.apache.camel.CamelContext;

/**
 * The first to see a request: gives it its {@link RequestId}, refuses it with a 503 if the program
 * is about to end, and drops a content type that says {@code application/x-www-form-urlencoded}.
 * That is what curl sends unless told otherwise; nobody means it, and reading a JSON body as a form
 * would destroy it. A content type of a request that has no body is dropped, too, and so is the
 * mark that this server gives to requests itself.
 */
final class RequestGate implements Handler<HttpServerRequest> {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final CamelContext camelContext;
  private final OpenCount openRequests;
  private final ClientConnections connections;
  private final Handler<HttpServerRequest> next;

  RequestGate(
      CamelContext camelContext,
      OpenCount openRequests,
      ClientConnections connections,
      Handler<HttpServerRequest> next) {
    this.camelContext = requireNonNull(camelContext, "camelContext is null");
    this.openRequests = requireNonNull(openRequests, "openRequests is null");
    this.connections = requireNonNull(connections, "connections is null");
    this.next = requireNonNull(next, "next is null");
  }

  @Override
  public void handle(HttpServerRequest request) {
    MultiMap headers = request.headers();
    String id = RequestId.acceptedOr(headers.get(RequestId.HEADER));
    headers.set(RequestId.HEADER, id);
    HeldRequests.removeMark(headers);
    request.response().putHeader(RequestId.HEADER, id);
    connections.sayEnding(request);
    if (camelContext.isStopping()) {
      refuse(request, id);
      return;
    }
    String contentType = headers.get(HttpHeaders.CONTENT_TYPE);
    if (contentType != null
        && (isForm(contentType) || isBodyless(request.method()) || isUnreadable(request))) {
      headers.remove(HttpHeaders.CONTENT_TYPE);
    }
    next.handle(request);
  }

  /** Reads the body first: a client whose body is not taken may lose the answer. */
  private void refuse(HttpServerRequest request, String id) {
    openRequests.opened();
    Problem stopping = Problem.of(ProblemType.UNAVAILABLE, "The program stops; try later.");
    request
        .end()
        .compose(read -> ProblemDocument.of(stopping, id).writeTo(request.response()))
        .onComplete(written -> openRequests.closed());
  }

  /** The server would try to read the parts of a form, and fail. */
  private static boolean isBodyless(HttpMethod method) {
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS);
  }

  /**
   * Whether the server would fail to put the parts of a form beside the parameters of the query,
   * and answer nothing. As any other body, it comes to the check of the query.
   */
  private static boolean isUnreadable(HttpServerRequest request) {
    try {
      request.params();
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private static boolean isForm(String contentType) {
    return contentType.length() >= FORM.length()
        && contentType.strip().toLowerCase(Locale.ROOT).startsWith(FORM);
  }
}
