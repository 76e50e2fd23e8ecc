package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what no route answers: unknown paths and methods, bodies and request lines that are too
 * large, text that cannot be decoded. OPTIONS and HEAD of known paths are no errors.
 */
final class ProblemHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  /** What the router may end with: an error, or 200 when the client leaves during its request. */
  static final int[] STATUSES =
      IntStream.concat(IntStream.of(200), IntStream.range(400, 600)).toArray();

  private final AsyncHttpServer server;
  private final Router entrance;
  private final Router router;
  private final String mountPoint;
  private final HttpSettings settings;

  /**
   * @param entrance takes every request
   * @param router has all routes, below the mount point
   */
  ProblemHandler(
      AsyncHttpServer server,
      Router entrance,
      Router router,
      String mountPoint,
      HttpSettings settings) {
    this.server = requireNonNull(server, "server is null");
    this.entrance = requireNonNull(entrance, "entrance is null");
    this.router = requireNonNull(router, "router is null");
    this.mountPoint = requireNonNull(mountPoint, "mountPoint is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  /** Ends a request that the router has given up with this status. */
  void handle(RoutingContext context, int status) {
    HttpServerResponse response = context.response();
    if (status == 200 || response.closed() || response.ended()) {
      LOG.debug("The client left during its request", context.failure());
    } else if (response.headWritten()) {
      LOG.warn("The reply to {} broke off", id(context), context.failure());
      context.request().connection().close();
    } else if ((status == 404 || status == 405)
        && !HeadRequest.is(context)
        && server.heldRequests().holdUnrouted(context, entrance)) {
      LOG.debug("Request {} waits for its route", id(context));
    } else if (status == 405) {
      handleMethod(context);
    } else if (status == 500 && context.failure() != null) {
      ProblemDocument.of(context.failure(), id(context)).writeTo(response);
    } else {
      ProblemDocument.of(problemOf(context, status), id(context)).writeTo(response);
    }
  }

  /** Ends a request that is not HTTP, or has a line or headers that are too long. */
  void handleUnreadable(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem;
    if (cause instanceof TooLongHttpLineException) {
      problem =
          Problem.of(
              ProblemType.URI_TOO_LONG,
              "The request line may have " + AsyncHttpServer.MAX_REQUEST_LINE + " bytes.");
    } else if (cause instanceof TooLongHttpHeaderException) {
      problem =
          Problem.of(
              ProblemType.HEADERS_TOO_LARGE,
              "The headers may have " + AsyncHttpServer.MAX_HEADERS + " bytes.");
    } else {
      problem = Problem.of(ProblemType.MALFORMED_REQUEST, "This is not an HTTP request.");
    }
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    ProblemDocument.of(problem, RequestId.next()).writeTo(request.response());
    request.response().close();
  }

  private void handleMethod(RoutingContext context) {
    String path = context.normalizedPath();
    AllowedMethods allowed = AllowedMethods.of(router, path.substring(mountPoint.length()));
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.OPTIONS)) {
      allowed.answer(context.response());
    } else if (method.equals(HttpMethod.HEAD) && allowed.contains(HttpMethod.GET)) {
      HeadRequest.reroute(context);
    } else {
      context.response().putHeader(HttpHeaders.ALLOW, allowed.toString());
      Problem problem =
          Problem.of(
              ProblemType.METHOD_NOT_ALLOWED,
              "%s answers %s, not %s.".formatted(path, allowed, method));
      ProblemDocument.of(problem, id(context)).writeTo(context.response());
    }
  }

  private Problem problemOf(RoutingContext context, int status) {
    return switch (status) {
      case 401 -> Problem.of(ProblemType.UNAUTHENTICATED, "Send the header Authorization.");
      case 403 -> Problem.of(ProblemType.FORBIDDEN, "These credentials or this origin may not.");
      case 404 -> notFound(context);
      case 406 ->
          Problem.of(ProblemType.NOT_ACCEPTABLE, "None of the types in Accept can be given.");
      case 413 ->
          Problem.of(
              ProblemType.BODY_TOO_LARGE,
              "The body may have " + settings.maxBody() + " bytes; send it in parts.");
      case 415 ->
          Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
      case 503 -> Problem.of(ProblemType.UNAVAILABLE, "The answer took too long; try later.");
      default -> other(context, status);
    };
  }

  private Problem notFound(RoutingContext context) {
    if (!server.getCamelContext().isStarted()) {
      return Problem.of(ProblemType.UNAVAILABLE, "The program starts or stops; try later.");
    }
    return Problem.of(
        ProblemType.NOT_FOUND,
        "There is no resource %s.".formatted(Excerpt.of(context.request().path())));
  }

  private static Problem other(RoutingContext context, int status) {
    if (status < 500) {
      return Problem.of(
          ProblemType.MALFORMED_REQUEST,
          "The request cannot be read; percent-encoding in path and query must be %XX of UTF-8,"
              + " and HTTP/1.1 needs the header Host.");
    }
    return FailureProblems.of(
        new IllegalStateException("A handler failed with status " + status, context.failure()),
        id(context));
  }

  private static String id(RoutingContext context) {
    return RequestId.of(context.request());
  }
}
