package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a stream as the body of a response, one chunk at a time: a worker reads a chunk, the event
 * loop writes it, and the next is read when the connection has room for it. A slow client holds one
 * chunk and no thread. To be used on the context of the connection.
 */
final class StreamPump {
  private static final Logger LOG = LoggerFactory.getLogger(StreamPump.class);
  private static final int CHUNK = 64 << 10;

  private enum State {
    READING,
    WAITING_FOR_ROOM,
    CLIENT_GONE,
    CLOSING
  }

  private final InputStream stream;
  private final RoutingContext routing;
  private final HttpServerResponse response;
  private final Context context;
  private final Promise<Void> closed = Promise.promise();
  private State state = State.READING;

  StreamPump(InputStream stream, RoutingContext routing, Context context) {
    this.stream = requireNonNull(stream, "stream is null");
    this.routing = requireNonNull(routing, "routing is null");
    this.context = requireNonNull(context, "context is null");
    this.response = routing.response();
  }

  /** Starts to send; the future completes when the stream is closed, sent to its end or not. */
  Future<Void> start() {
    response.drainHandler(room -> roomMade());
    routing.addEndHandler(sentOrGone -> clientGone());
    readNext();
    return closed.future();
  }

  private void readNext() {
    state = State.READING;
    context.executeBlocking(this::read, false).onComplete(this::write);
  }

  /** The next bytes, or null at the end. */
  private Buffer read() throws IOException {
    byte[] chunk = new byte[CHUNK];
    int size = stream.read(chunk);
    return size < 0 ? null : Buffer.buffer(size).appendBytes(chunk, 0, size);
  }

  private void write(AsyncResult<Buffer> chunk) {
    if (state == State.CLIENT_GONE) {
      close();
    } else if (chunk.failed()) {
      LOG.warn("The reply to {} broke off", RequestId.of(routing.request()), chunk.cause());
      close();
      // A reply that ends in the middle must not look complete.
      routing.request().connection().close();
    } else if (chunk.result() == null) {
      close();
      response.end();
    } else {
      response.write(chunk.result());
      if (response.writeQueueFull()) {
        state = State.WAITING_FOR_ROOM;
      } else {
        readNext();
      }
    }
  }

  private void roomMade() {
    if (state == State.WAITING_FOR_ROOM) {
      readNext();
    }
  }

  private void clientGone() {
    if (state == State.READING) {
      // A worker is in the stream; it is closed when that worker is back.
      state = State.CLIENT_GONE;
    } else if (state == State.WAITING_FOR_ROOM) {
      close();
    }
  }

  private void close() {
    state = State.CLOSING;
    context
        .executeBlocking(
            () -> {
              stream.close();
              return null;
            },
            false)
        .onComplete(
            result -> {
              if (result.failed()) {
                LOG.debug("The body of a reply could not be closed", result.cause());
              }
              closed.complete();
            });
  }
}
