package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one {@link Reply} to its connection; to be used on the context of the connection. */
final class ReplyWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);

  private final RoutingContext routing;
  private final HttpServerResponse response;
  private final Context context;

  ReplyWriter(RoutingContext routing, Context context) {
    this.routing = requireNonNull(routing, "routing is null");
    this.context = requireNonNull(context, "context is null");
    this.response = routing.response();
  }

  /** Writes the reply; the future completes when it is written, or cannot be any more. */
  Future<Void> write(Reply reply) {
    if (response.ended() || response.closed()) {
      LOG.debug("Nobody waits for the reply to {}", RequestId.of(routing.request()));
      return discard(reply.body());
    }
    try {
      response.putHeader(RequestId.HEADER, RequestId.of(routing.request()));
      reply.writeHead(response);
      if (reply.isBodiless()) {
        response.end();
        return discard(reply.body());
      }
      return HeadRequest.is(routing) ? writeHeadOnly(reply.body()) : writeBody(reply.body());
    } catch (RuntimeException e) {
      refuse(e);
      return discard(reply.body());
    }
  }

  private Future<Void> writeBody(ReplyBody body) {
    if (body instanceof ReplyBody.InMemory memory) {
      return response.end(memory.bytes());
    } else if (body instanceof ReplyBody.OnDisk disk) {
      return response.sendFile(disk.file().getPath()).onFailure(this::refuse);
    }
    ReplyBody.Streamed streamed = (ReplyBody.Streamed) body;
    writeLength(streamed.length());
    return new StreamPump(streamed.stream(), routing, context).start();
  }

  private Future<Void> writeHeadOnly(ReplyBody body) {
    if (body instanceof ReplyBody.InMemory memory) {
      writeLength(memory.bytes().length());
    } else if (body instanceof ReplyBody.OnDisk disk) {
      writeLength(disk.file().length());
    } else if (body instanceof ReplyBody.Streamed streamed && streamed.length() >= 0) {
      writeLength(streamed.length());
    }
    response.end();
    return discard(body);
  }

  private void writeLength(long length) {
    if (length >= 0) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    } else {
      response.setChunked(true);
    }
  }

  private Future<Void> discard(ReplyBody body) {
    return body instanceof ReplyBody.Streamed streamed
        ? context.executeBlocking(
            () -> {
              streamed.stream().close();
              return null;
            },
            false)
        : Future.succeededFuture();
  }

  /** Answers with a problem instead, or closes the connection when it is too late for that. */
  private void refuse(Throwable failure) {
    if (response.closed() || response.ended()) {
      LOG.debug("The client left during the reply", failure);
    } else if (response.headWritten()) {
      LOG.warn("The reply to {} broke off", RequestId.of(routing.request()), failure);
      routing.request().connection().close();
    } else {
      response.headers().clear();
      ProblemDocument.of(failure, RequestId.of(routing.request())).writeTo(response);
    }
  }
}
