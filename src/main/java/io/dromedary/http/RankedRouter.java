package io.dromedary.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * A router whose routes are tried from the most special path to the most general, whatever the
 * order in which they were added: a route that is stopped and added again finds its place.
 */
final class RankedRouter extends VertxPlatformHttpRouter {
  /** So many segments of a path are compared, and the order among equals has the other bits. */
  private static final int SEGMENTS = 8;

  private static final int SEQUENCE_BITS = 18;

  private final VertxPlatformHttpRouter routes;
  private final AtomicInteger sequence = new AtomicInteger();

  RankedRouter(AsyncHttpServer server, VertxPlatformHttpRouter routes) {
    super(server, routes.vertx(), routes, routes.getName());
    this.routes = routes;
  }

  /** Two routes never have the same order: the router finds a route by it to remove it. */
  @Override
  public Route route(String path) {
    int number = sequence.getAndIncrement() & ((1 << SEQUENCE_BITS) - 1);
    return super.route(path).order((rank(path) << SEQUENCE_BITS) | number);
  }

  @Override
  public Handler<RoutingContext> bodyHandler() {
    return routes.bodyHandler();
  }

  /** Compares paths segment by segment: a name before a parameter, and that before anything. */
  static int rank(String path) {
    int rank = 0;
    String[] segments = path.split("/", -1);
    for (int index = 1; index <= SEGMENTS; index++) {
      int weight = 0;
      if (index < segments.length) {
        String segment = segments[index];
        weight = segment.endsWith("*") ? 2 : segment.startsWith(":") ? 1 : 0;
      }
      rank = 3 * rank + weight;
    }
    return rank;
  }
}
