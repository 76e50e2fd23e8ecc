package io.dromedary.outbound;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Reads at most so much of each response, and lets a request with all its redirections take at most
 * so long, whatever the other side sends. The timeout of a socket alone would let somebody who
 * sends a byte now and then hold a thread for ever.
 */
final class ResponseLimits implements ExecChainHandler {
  private static final String DEADLINE = ResponseLimits.class.getName();
  private static final Duration REPEAT = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final int maxBytes;
  private final Duration longest;
  // Its thread starts with a request and ends when there has been none for a while.
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, ResponseLimits::thread);

  ResponseLimits(int maxBytes, Duration longest) {
    this.maxBytes = maxBytes;
    this.longest = requireNonNull(longest, "longest is null");
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable runnable) {
    Thread thread = new Thread(runnable, "outbound-deadlines");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Object known = scope.clientContext.getAttribute(DEADLINE);
    long deadline = known == null ? System.nanoTime() + longest.toNanos() : (Long) known;
    scope.clientContext.setAttribute(DEADLINE, deadline);
    // Again and again, as a connection may be opened after the first time.
    Future<?> alarm =
        clock.scheduleWithFixedDelay(
            () -> abort(scope),
            Math.max(0, deadline - System.nanoTime()),
            REPEAT.toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      limit(response, scope);
      return response;
    } catch (IOException | RuntimeException e) {
      if (System.nanoTime() - deadline >= 0) {
        throw new ResponseTimeoutException(Timeout.of(longest), e);
      }
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }

  private static void abort(ExecChain.Scope scope) {
    ((Cancellable) scope.execRuntime).cancel();
  }

  private void limit(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return;
    }
    byte[] body;
    try (InputStream content = entity.getContent()) {
      body = content.readNBytes(maxBytes);
      if (body.length == maxBytes) {
        // Closing it would read what is left.
        scope.execRuntime.discardEndpoint();
      }
    } catch (IOException e) {
      scope.execRuntime.discardEndpoint();
      throw e;
    }
    if (response.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
      // Nobody has asked for it, and unpacked it may be of any size.
      response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
      body = new byte[0];
    }
    response.setEntity(
        new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType())));
  }
}
