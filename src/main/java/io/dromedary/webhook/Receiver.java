package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.outbound.OutboundGuard;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A server that receives deliveries, named by scheme, host and port. Used by the dispatcher's
 * thread alone, except {@link #circuit}.
 */
final class Receiver {
  private static final int WINDOW = 10;
  private static final int FEWEST_CALLS = 5;
  private static final float FAILURE_PERCENT = 50;
  private static final float SLOW_PERCENT = 80;
  private static final Duration SLOW = Duration.ofSeconds(5);

  /** What its last attempt says of it. */
  enum Standing {
    /** Nothing yet. */
    NEW,
    /** It has answered, and not slowly. */
    PROVEN,
    /** It has not. */
    FAILING
  }

  private final CircuitBreaker breaker;
  private final Deque<Lane> ready = new ArrayDeque<>();
  private int underWay;
  private Standing standing = Standing.NEW;
  private boolean pausing;

  private Receiver(CircuitBreaker breaker) {
    this.breaker = requireNonNull(breaker, "breaker is null");
  }

  static Receiver of(String name, Duration circuitDelay) {
    return new Receiver(
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(FEWEST_CALLS)
                .failureRateThreshold(FAILURE_PERCENT)
                .slowCallRateThreshold(SLOW_PERCENT)
                .slowCallDurationThreshold(SLOW)
                .waitDurationInOpenState(circuitDelay)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build()));
  }

  /** The name of the server that a URL leads to; the same for all that are no URLs. */
  static String name(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return "none";
    }
    return "%s://%s:%d"
        .formatted(uri.getScheme(), uri.getHost(), OutboundGuard.port(uri))
        .toLowerCase(Locale.ROOT);
  }

  /** The webhooks that could be attempted now. */
  Deque<Lane> ready() {
    return ready;
  }

  int underWay() {
    return underWay;
  }

  Standing standing() {
    return standing;
  }

  /** Whether it is being left alone until the dispatcher looks again. */
  boolean isPausing() {
    return pausing;
  }

  void pause(boolean now) {
    pausing = now;
  }

  /** Begins an attempt unless the circuit is open. */
  boolean begin() {
    if (!breaker.tryAcquirePermission()) {
      return false;
    }
    underWay++;
    return true;
  }

  /** Ends an attempt that has called it. */
  void end(boolean failed, Duration took) {
    underWay--;
    standing = failed || took.compareTo(SLOW) >= 0 ? Standing.FAILING : Standing.PROVEN;
    if (failed) {
      breaker.onError(
          took.toNanos(), TimeUnit.NANOSECONDS, new IllegalStateException("receiver failed"));
    } else {
      breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Ends an attempt that has not come to calling it. */
  void endWithoutCall() {
    underWay--;
    breaker.releasePermission();
  }

  /** Whether nothing is lost if it is forgotten. */
  boolean isIdle() {
    return underWay == 0
        && ready.isEmpty()
        && !pausing
        && breaker.getState() == State.CLOSED
        && breaker.getMetrics().getNumberOfFailedCalls() == 0;
  }

  /** {@code closed}, {@code open} or {@code half_open}. Thread-safe. */
  String circuit() {
    return breaker.getState().name().toLowerCase(Locale.ROOT);
  }
}
