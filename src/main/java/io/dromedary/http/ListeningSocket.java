package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.net.InetSocketAddress;

/**
 * The socket on which a server accepts connections. Vert.x closes a server's connections first and
 * stops accepting others afterwards, so that those which come in between break; with this it can be
 * the other way round.
 */
final class ListeningSocket {
  private final VertxInternal vertx;
  private final int port;

  ListeningSocket(Vertx vertx, int port) {
    this.vertx = (VertxInternal) requireNonNull(vertx, "vertx is null");
    this.port = port;
  }

  /**
   * Accepts no more connections; those that are there stay. Returns when it is done, and every
   * connection that was accepted is known to the server.
   */
  void close() {
    for (EventExecutor executor : vertx.getAcceptorEventLoopGroup()) {
      if (executor instanceof SingleThreadEventLoop acceptor) {
        acceptor.submit(() -> closeIn(acceptor)).syncUninterruptibly();
      }
    }
    // Connections wait in the queue of their event loop until it takes them up.
    for (EventExecutor loop : vertx.getEventLoopGroup()) {
      loop.submit(() -> {}).syncUninterruptibly();
    }
  }

  private void closeIn(SingleThreadEventLoop acceptor) {
    acceptor
        .registeredChannelsIterator()
        .forEachRemaining(
            channel -> {
              if (isListeningSocket(channel)) {
                ChannelFuture unused = channel.close();
              }
            });
  }

  private boolean isListeningSocket(Channel channel) {
    return channel instanceof ServerChannel
        && channel.localAddress() instanceof InetSocketAddress address
        && address.getPort() == port;
  }
}
