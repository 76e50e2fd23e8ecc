package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One request on its way through a route and back. The route starts on the thread that {@link
 * Dispatch} names and ends on any; the reply is written on the context of the connection. While the
 * route waits, this object is all there is of the request.
 */
final class RouteExchange implements AsyncCallback, Callable<Void> {
  private static final Logger LOG = LoggerFactory.getLogger(RouteExchange.class);

  private final AsyncPlatformHttpConsumer consumer;
  private final RoutingContext routing;
  private final Exchange exchange;
  private final Context context;
  private final String requestId;
  private final AtomicBoolean ended = new AtomicBoolean();
  private InboundHeaders inbound;

  RouteExchange(AsyncPlatformHttpConsumer consumer, RoutingContext routing, Exchange exchange) {
    this.consumer = requireNonNull(consumer, "consumer is null");
    this.routing = requireNonNull(routing, "routing is null");
    this.exchange = requireNonNull(exchange, "exchange is null");
    this.context = routing.vertx().getOrCreateContext();
    this.requestId = RequestId.of(routing.request());
  }

  /** Reads the request and starts the route. */
  void start() {
    consumer.server().openRequests().opened();
    try {
      Future<Void> read = consumer.read(exchange, routing);
      if (read.succeeded()) {
        dispatch();
      } else {
        read.onSuccess(none -> dispatch()).onFailure(this::fail);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void dispatch() {
    consumer.addParts(exchange, routing);
    inbound = InboundHeaders.of(exchange.getMessage().getHeaders());
    if (consumer.dispatch() == Dispatch.EVENT_LOOP) {
      call();
    } else {
      // Nobody listens to the future: the route ends through done(), not with this call.
      context.executeBlocking(this, false);
    }
  }

  /** Runs the route as far as it goes on this thread. */
  @Override
  public Void call() {
    MDC.put(RequestId.LOG_KEY, requestId);
    try {
      consumer.createUoW(exchange);
      consumer.getAsyncProcessor().process(exchange, this);
    } catch (Exception e) {
      fail(e);
    } finally {
      // Whatever the route's steps have put there: the thread goes on with another request.
      MDC.clear();
    }
    return null;
  }

  private void fail(Throwable failure) {
    exchange.setException(failure);
    done(true);
  }

  /** Ends the route, on whatever thread it ended. */
  @Override
  public void done(boolean doneSync) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    Reply reply = reply();
    Runnable afterReply = AfterReply.of(exchange);
    boolean streamed = reply.body() instanceof ReplyBody.Streamed;
    try {
      if (Context.isOnEventLoopThread() && Vertx.currentContext() == context) {
        write(reply, streamed, afterReply);
      } else {
        context.runOnContext(none -> write(reply, streamed, afterReply));
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("The server has stopped before request {} was answered", requestId, e);
      consumer.server().openRequests().closed();
    }
    if (!streamed) {
      release();
    }
  }

  private Reply reply() {
    Throwable failure = exchange.getException();
    if (failure == null) {
      try {
        return Reply.of(exchange, inbound, consumer.headerFilter());
      } catch (Exception e) {
        failure = e;
      }
    }
    return Reply.of(ProblemDocument.of(failure, requestId));
  }

  private void write(Reply reply, boolean streamed, Runnable afterReply) {
    Future<Void> writing = new ReplyWriter(routing, context).write(reply);
    writing.onComplete(
        written -> {
          consumer.server().openRequests().closed();
          if (streamed) {
            // Completions of the unit of work may block, as removing a spooled file does.
            context.executeBlocking(this::release, false);
          }
        });
    afterReply.run();
  }

  private Void release() {
    consumer.doneUoW(exchange);
    consumer.releaseExchange(exchange, false);
    consumer.answered();
    return null;
  }
}
