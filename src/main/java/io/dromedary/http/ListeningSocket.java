package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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
        closeAllIn(acceptor);
      }
    }
    // Connections wait in the queue of their event loop until it takes them up.
    for (EventExecutor loop : vertx.getEventLoopGroup()) {
      loop.submit(() -> {}).syncUninterruptibly();
    }
  }

  private void closeAllIn(SingleThreadEventLoop acceptor) {
    List<Channel> listening = new ArrayList<>();
    acceptor
        .submit(
            () ->
                acceptor
                    .registeredChannelsIterator()
                    .forEachRemaining(
                        channel -> {
                          if (isListeningSocket(channel)) {
                            listening.add(channel);
                          }
                        }))
        .syncUninterruptibly();
    for (Channel channel : listening) {
      acceptor.execute(new Closing(channel));
      channel.closeFuture().syncUninterruptibly();
    }
  }

  private boolean isListeningSocket(Channel channel) {
    return channel instanceof ServerChannel
        && channel.localAddress() instanceof InetSocketAddress address
        && address.getPort() == port;
  }

  /**
   * Closes a listening socket right after a look that has found no connection waiting to be
   * accepted: the operating system resets those, although their clients may have sent a request.
   */
  private static final class Closing extends ChannelInboundHandlerAdapter implements Runnable {
    /** However many clients come, it ends. */
    private static final int MOST_LOOKS = 1_000;

    private final Channel listening;
    private boolean hasAccepted = true;
    private int looks;

    Closing(Channel listening) {
      this.listening = listening;
    }

    @Override
    public void run() {
      if (looks == 0) {
        listening.pipeline().addFirst(this);
      }
      if (hasAccepted && looks++ < MOST_LOOKS) {
        hasAccepted = false;
        // Unlike a task that is due at once, this one runs after the next look at the socket.
        Future<?> unused = listening.eventLoop().schedule(this, 0, TimeUnit.NANOSECONDS);
      } else {
        ChannelFuture unused = listening.close();
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
      hasAccepted = true;
      context.fireChannelRead(connection);
    }
  }
}
