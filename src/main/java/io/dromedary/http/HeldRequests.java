package io.dromedary.http;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that find no route, or one that just stops, while routes are exchanged for others. They
 * wait without a thread and are answered by the routes that are there afterwards, so that nobody
 * sees a route missing that is there before and after. Thread-safe.
 */
final class HeldRequests {
  /** A request that was looked up before the end of an exchange may find nothing after it. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final List<Held> held = new ArrayList<>();
  private int exchanges;
  private long lastEnd = System.nanoTime() - LATE.toNanos();

  private record Held(Context context, Runnable again) {
    void run() {
      context.runOnContext(none -> again.run());
    }
  }

  /** Routes are exchanged from now on. */
  synchronized void begin() {
    exchanges++;
  }

  /** One exchange of routes is over; with the last, all that wait go on. */
  void end() {
    List<Held> over = List.of();
    synchronized (this) {
      exchanges--;
      if (exchanges == 0) {
        lastEnd = System.nanoTime();
        over = List.copyOf(held);
        held.clear();
      }
    }
    over.forEach(Held::run);
  }

  /**
   * Holds a request if routes are just exchanged, or lets it begin again at once if they have just
   * been; call it on the request's own context.
   *
   * @param isFirst whether the request was not held before
   * @param again begins it again, on its own context
   * @return whether it is held; otherwise it is to be answered now
   */
  boolean hold(RoutingContext routing, boolean isFirst, Runnable again) {
    Held request = new Held(routing.vertx().getOrCreateContext(), again);
    synchronized (this) {
      if (exchanges > 0) {
        held.add(request);
        return true;
      }
      if (!isFirst || System.nanoTime() - lastEnd > LATE.toNanos()) {
        return false;
      }
    }
    request.run();
    return true;
  }
}
