package io.dromedary.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** HEAD is answered by whatever answers GET, without the body. */
final class HeadRequest {
  private static final String REROUTED = HeadRequest.class.getName();

  private HeadRequest() {}

  /**
   * Routes a HEAD that nothing answers again, as GET. That clears the headers of the response, so
   * whoever writes it puts the request's identifier there once more.
   */
  static void reroute(RoutingContext context) {
    context.put(REROUTED, true);
    context.reroute(HttpMethod.GET, context.request().uri());
  }

  static boolean is(RoutingContext context) {
    return context.request().method().equals(HttpMethod.HEAD) || context.get(REROUTED) != null;
  }
}
