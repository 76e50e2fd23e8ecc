package io.dromedary.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * The connections that clients keep open. While the program stops they stay, so that a client which
 * repeats its request needs no other one; only when the server accepts none any more, each ends
 * with its next answer. Thread-safe.
 */
final class ClientConnections {
  /** Why a connection of HTTP/2 ends. */
  private static final int NO_ERROR = 0;

  private final OpenCount open = new OpenCount();
  private volatile boolean ending;

  void opened(HttpConnection connection) {
    open.opened();
    connection.closeHandler(closed -> open.closed());
  }

  /** Lets each connection end with its next answer. */
  void end() {
    ending = true;
  }

  /** Waits until all have ended, at most as long as given; tells whether it came to that. */
  boolean awaitNone(Duration atMost) {
    return open.awaitNone(atMost);
  }

  /** Tells the client with the answer to a request if it is the last one. */
  void sayEnding(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (request.version() == HttpVersion.HTTP_2) {
      response.endHandler(answered -> sayGoingAway(request.connection()));
    } else {
      response.headersEndHandler(head -> sayClosing(response));
    }
  }

  private void sayClosing(HttpServerResponse response) {
    if (ending) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** What the client has sent by the time it hears of this is answered, too. */
  private void sayGoingAway(HttpConnection connection) {
    if (ending) {
      connection.goAway(NO_ERROR, Integer.MAX_VALUE);
    }
  }
}
