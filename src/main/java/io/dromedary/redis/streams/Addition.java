package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.redisson.api.RBatch;
import org.redisson.client.RedisException;

/**
 * What one exchange adds to a stream: first enlisted into a batch, then finished with what became
 * of it.
 *
 * @param <T> Redis's reply
 */
abstract sealed class Addition<T> permits SingleAddition, ListAddition {
  private final Exchange exchange;
  private final AsyncCallback callback;
  private final String streamKey;
  private CompletableFuture<T> reply = new CompletableFuture<>();

  Addition(Exchange exchange, AsyncCallback callback, String streamKey) {
    this.exchange = requireNonNull(exchange, "exchange is null");
    this.callback = requireNonNull(callback, "callback is null");
    this.streamKey = requireNonNull(streamKey, "streamKey is null");
  }

  /** Puts the command into the batch. */
  final void enlist(RBatch batch) {
    reply = send(batch);
  }

  /**
   * Completes the exchange after its batch has been carried out.
   *
   * @param batchFailure why the batch failed, or null; it counts where this command has no reply of
   *     its own, which Redisson leaves open for errors that it deems worth a retry
   */
  final void finish(Throwable batchFailure) {
    try {
      if (reply.isDone()) {
        accept(exchange, reply.join());
      } else {
        exchange.setException(
            refusal(requireNonNull(batchFailure, "Redis answered the batch but not the addition")));
      }
    } catch (Exception e) {
      exchange.setException(refusal(RedisFailures.unwrap(e)));
    } finally {
      callback.done(false);
    }
  }

  /** Completes the exchange with a failure, without the command having been sent. */
  final void abandon(Throwable failure) {
    exchange.setException(
        new RedisStreamsUnavailableException(
            "Redis is unavailable, nothing was sent to the stream " + streamKey, failure));
    callback.done(false);
  }

  abstract CompletableFuture<T> send(RBatch batch);

  /** Puts the reply into the exchange. */
  abstract void accept(Exchange target, T answer) throws Exception;

  /** The explicit id to name in an error, if there is just one. */
  abstract String explicitId();

  final String streamKey() {
    return streamKey;
  }

  private Throwable refusal(Throwable failure) {
    if (RedisFailures.isUnavailable(failure)) {
      return new RedisStreamsUnavailableException(
          "Redis is unavailable, an addition to the stream "
              + streamKey
              + " may or may not have been carried out",
          failure);
    }
    if (failure instanceof RedisException && RedisFailures.isIdTooSmall(failure.getMessage())) {
      return new RedisStreamsIdTooSmallException(explicitId(), streamKey, failure);
    }
    return failure;
  }
}
