package io.dromedary.reload;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Counts the exchanges of each route since the start, also beyond an exchange of the route for
 * another version. Camel finds it as a bean. Thread-safe.
 */
public final class RouteFigures implements RoutePolicyFactory {
  private static final int FIRST_FAILURE = 500;

  private final Map<String, Counts> routes = new ConcurrentHashMap<>();

  private static final class Counts {
    final LongAdder exchanges = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder nanos = new LongAdder();
  }

  /**
   * What one route has done since the start.
   *
   * @param exchanges that have ended
   * @param failures those of them that have failed, or were answered with a status from 500
   * @param meanMillis how long one takes on average, with what it waits for; 0 if there was none
   */
  public record Figures(long exchanges, long failures, double meanMillis) {}

  /** The figures of a route; zeros if nothing is known of it. */
  public Figures of(String routeId) {
    Counts counts = routes.getOrDefault(routeId, new Counts());
    long exchanges = counts.exchanges.sum();
    double mean = exchanges == 0 ? 0 : counts.nanos.sum() / 1e6 / exchanges;
    return new Figures(exchanges, counts.failures.sum(), Math.round(mean * 1000) / 1000.0);
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return new Counting(routes.computeIfAbsent(routeId, id -> new Counts()), routeId);
  }

  private static final class Counting extends RoutePolicySupport {
    private final Counts counts;
    private final String begin;

    Counting(Counts counts, String routeId) {
      this.counts = counts;
      this.begin = "routeBegin." + routeId;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      exchange.setProperty(begin, System.nanoTime());
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      if (exchange.removeProperty(begin) instanceof Long start) {
        counts.nanos.add(System.nanoTime() - start);
      }
      counts.exchanges.increment();
      if (hasFailed(exchange)) {
        counts.failures.increment();
      }
    }

    private static boolean hasFailed(Exchange exchange) {
      return exchange.isFailed()
          || (exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE) instanceof Integer status
              && status >= FIRST_FAILURE);
    }
  }
}
