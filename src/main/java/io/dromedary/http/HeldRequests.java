package io.dromedary.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Requests that find no route, or one that just stops, while routes are exchanged for others. They
 * wait without a thread and are answered by the routes that are there afterwards, so that nobody
 * sees a route missing that is there before and after. Thread-safe.
 */
final class HeldRequests {
  /** Marks requests that were held, among their headers. */
  private static final String MARK = "Dromedary-Held";

  /** A request that was looked up before the end of an exchange may find nothing after it. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final List<AsyncPlatformHttpConsumer> consumers = new CopyOnWriteArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private int exchanges;
  private long lastEnd = System.nanoTime() - LATE.toNanos();

  private record Held(Context context, Runnable again) {
    void run() {
      context.runOnContext(none -> again.run());
    }
  }

  /** Removes the mark, which only this server gives, from what a client has sent. */
  static void removeMark(MultiMap headers) {
    headers.remove(MARK);
  }

  /** A consumer takes requests from now on. */
  void started(AsyncPlatformHttpConsumer consumer) {
    consumers.add(consumer);
  }

  /** A consumer takes no more requests. */
  void ended(AsyncPlatformHttpConsumer consumer) {
    consumers.remove(consumer);
  }

  /**
   * Runs something that exchanges routes for others. With the end of the last such exchange all
   * requests that wait go on.
   */
  void during(Runnable exchange) {
    begin();
    try {
      exchange.run();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    exchanges++;
  }

  private void end() {
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
   * Holds a request that has found no route, if routes are exchanged or have just been; call it on
   * the request's own context.
   *
   * @param entrance looks the request up again, on that context
   * @return whether it is held; otherwise it is to be answered now
   */
  boolean holdUnrouted(RoutingContext routing, Handler<HttpServerRequest> entrance) {
    HttpServerRequest request = routing.request();
    boolean isFirst = request.getHeader(MARK) == null;
    request.headers().set(MARK, "");
    boolean hasBody = !request.isEnded();
    if (hasBody) {
      // What nobody reads yet would be thrown away.
      request.pause();
    }
    boolean isHeld =
        hold(
            routing,
            isFirst,
            () -> {
              entrance.handle(request);
              if (hasBody) {
                request.resume();
              }
            });
    if (!isHeld && hasBody) {
      request.resume();
    }
    return isHeld;
  }

  /**
   * Likewise, for a request that a consumer has read and cannot answer any more. The one that takes
   * its place answers it.
   */
  boolean holdFor(AsyncPlatformHttpConsumer consumer, RoutingContext routing) {
    return hold(
        routing,
        true,
        () ->
            consumers.stream()
                .filter(other -> other.isInPlaceOf(consumer))
                .findFirst()
                .ifPresentOrElse(other -> other.handleRequest(routing), () -> routing.fail(404)));
  }

  /**
   * Holds a request while routes are exchanged, or lets it begin again at once if they have just
   * been.
   *
   * @param isFirst whether the request was not held before
   */
  private boolean hold(RoutingContext routing, boolean isFirst, Runnable again) {
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
