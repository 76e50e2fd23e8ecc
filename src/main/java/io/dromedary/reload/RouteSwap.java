package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.Suspendable;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes single routes out of a running context and puts others in. One thread at a time. */
final class RouteSwap {
  private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);
  private static final Duration LAST_EXCHANGES = Duration.ofSeconds(10);
  private static final Duration SHORT_EXCHANGES = Duration.ofMillis(100);

  /** Who has found a direct route before another took over enters it so much later at most. */
  private static final Duration QUIET = Duration.ofMillis(250);

  private static final Duration PAUSE = Duration.ofMillis(2);

  private final ModelCamelContext context;
  private final Runnable endWaits;

  /** When another route has taken over from a direct one, by the id of that. */
  private final Map<String, Long> takeovers = new HashMap<>();

  /**
   * Makes it.
   *
   * @param endWaits answers requests that may wait long for something to happen
   */
  RouteSwap(CamelContext context, Runnable endWaits) {
    this.context = (ModelCamelContext) requireNonNull(context, "context is null");
    this.endWaits = requireNonNull(endWaits, "endWaits is null");
  }

  /** Whether others in this context send to the route, each waiting with its thread. */
  static boolean isDirect(RouteDefinition definition) {
    return definition.getInput().getEndpointUri().startsWith("direct:");
  }

  /**
   * Makes a route and throws it away: whatever its definition, its endpoints or its beans have
   * against it comes to light while the old one still runs.
   */
  void tryOut(RouteDefinition definition) throws Exception {
    RouteDefinitionHelper.forceAssignIds(context, definition.getInput());
    RouteDefinitionHelper.forceAssignIds(context, definition);
    Route route = context.getModelReifierFactory().createRoute(context, definition);
    try {
      route.initializeServices();
      for (Service service : route.getServices()) {
        if (!(service instanceof Consumer)) {
          ServiceHelper.initService(service);
        }
      }
    } finally {
      ServiceHelper.stopAndShutdownServices(route.getServices());
      for (RoutePolicy policy : route.getRoutePolicyList()) {
        context.removeService(policy);
      }
    }
  }

  /**
   * Stops routes once their exchanges have ended, for which there are ten seconds, and removes
   * them. Ids of which there is no route are passed over.
   */
  void remove(Collection<String> ids) throws Exception {
    Map<Origin, List<Route>> routes =
        ids.stream()
            .map(context::getRoute)
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(Origin::of));
    for (Origin origin : Origin.values()) {
      remove(routes.getOrDefault(origin, List.of()));
    }
  }

  /**
   * From where a route's exchanges come. Those that are under way may need what comes later in this
   * list, so routes are removed in its order.
   */
  private enum Origin {
    REQUESTS,
    OTHER_ROUTES,
    LOG_AND_TIMERS;

    static Origin of(Route route) {
      String uri = route.getEndpoint().getEndpointUri();
      if (uri.startsWith("direct:")) {
        return OTHER_ROUTES;
      }
      return uri.startsWith("platform-http:") ? REQUESTS : LOG_AND_TIMERS;
    }
  }

  private void remove(List<Route> routes) throws Exception {
    for (Route route : routes) {
      if (route.getConsumer() instanceof Suspendable) {
        // What would come in waits for the next route, and what is in ends.
        ServiceHelper.suspendService(route.getConsumer());
      }
    }
    awaitLastExchanges(routes);
    for (Route route : routes) {
      String id = route.getRouteId();
      // Stops and removes the route, too; both are dear, so they are not to be done again.
      context.removeRouteDefinition(context.getRouteDefinition(id));
      takeovers.remove(id);
    }
  }

  private void awaitLastExchanges(List<Route> routes) {
    long start = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      if (routes.stream().noneMatch(route -> isBusy(route) || mayBeEntered(route, start, now))) {
        return;
      }
      if (now - start > SHORT_EXCHANGES.toNanos()) {
        endWaits.run();
      }
      if (now - start > LAST_EXCHANGES.toNanos()) {
        LOG.warn(
            "Routes end although some of their exchanges have not: {}",
            routes.stream().filter(this::isBusy).map(Route::getRouteId).toList());
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean isBusy(Route route) {
    return context.getInflightRepository().size(route.getRouteId()) > 0
        || (route.getConsumer() instanceof ShutdownAware aware
            && aware.getPendingExchangesSize() > 0);
  }

  /** Whether what is late may still come in; consumers but those of other routes know it. */
  private boolean mayBeEntered(Route route, long suspended, long now) {
    return Origin.of(route) == Origin.OTHER_ROUTES
        && now - takeovers.getOrDefault(route.getRouteId(), suspended) <= QUIET.toNanos();
  }

  /**
   * Adds a route and starts it; if that fails, nothing of it stays. A route that others send to
   * takes over from another one, if there is one.
   */
  void add(RouteDefinition definition) throws Exception {
    add(definition, interimId(definition.getRouteId()));
  }

  private void add(RouteDefinition definition, String formerId) throws Exception {
    try {
      if (isDirect(definition)) {
        addDirect(definition, formerId);
      } else {
        context.addRouteDefinitions(List.of(definition));
      }
    } catch (Exception e) {
      discard(definition);
      throw e;
    }
  }

  private void addDirect(RouteDefinition definition, String formerId) throws Exception {
    ReplaceableDirectComponent direct =
        context.getComponent("direct", ReplaceableDirectComponent.class);
    String uri = context.getEndpoint(definition.getInput().getEndpointUri()).getEndpointUri();
    direct.unsettle(uri);
    try {
      context.addRouteDefinitions(List.of(definition));
      takeovers.put(formerId, System.nanoTime());
    } finally {
      direct.settle(uri);
    }
  }

  /** The id of the route that stands in for another while that is exchanged. */
  static String interimId(String id) {
    return id + "~";
  }

  /**
   * Adds a route that stands in for one of the same definition: with it there is always one that
   * others can send to, although two cannot have one id.
   */
  void addInterim(RouteDefinition definition) throws Exception {
    String id = definition.getRouteId();
    definition.setId(interimId(id));
    definition.setStartupOrder(null);
    add(definition, id);
  }

  private void discard(RouteDefinition definition) {
    try {
      context.removeRouteDefinition(definition);
    } catch (Exception e) {
      LOG.debug(
          "The route {} that did not start leaves something behind", definition.getRouteId(), e);
    }
  }
}
