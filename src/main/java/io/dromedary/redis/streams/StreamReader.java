package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.redisson.api.RFuture;
import org.redisson.api.RStream;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream again and again in one thread until it is stopped, and waits longer and longer
 * while that fails.
 */
abstract class StreamReader {
  private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);

  /** So much later than asked, in milliseconds, Redis may end a read. */
  private static final long GRACE = 500;

  private final RedisStreamsConsumer consumer;
  private final RedisStreamsConfiguration configuration;
  private final RStream<String, String> stream;
  private final EntryExchanges exchanges;

  /** Held by the thread that reads: after a resume, the next one waits for the one before. */
  private final ReentrantLock reading = new ReentrantLock();

  private volatile CountDownLatch stopped = new CountDownLatch(1);
  private volatile CompletableFuture<?> reply = CompletableFuture.completedFuture(null);
  private boolean away;
  private long delay;

  StreamReader(RedisStreamsConsumer consumer) {
    this.consumer = requireNonNull(consumer, "consumer is null");
    this.configuration = consumer.getEndpoint().getConfiguration();
    this.stream =
        consumer
            .getEndpoint()
            .redissonClient()
            .getStream(configuration.getStreamKey(), StringCodec.INSTANCE);
    this.exchanges = new EntryExchanges(consumer);
    this.delay = configuration.getBackOffInitialDelay();
  }

  /** Starts to read, after what an earlier start began has ended. */
  final void start(Executor threads) {
    CountDownLatch signal = new CountDownLatch(1);
    stopped = signal;
    threads.execute(() -> readUntil(signal));
  }

  /**
   * Asks to stop, after the exchange under way, or when Redis has ended the read under way for want
   * of entries. If Redis does not answer, the wait for it is cancelled soon after; not sooner,
   * because that closes the connection, and commands of others have been seen to get lost then.
   */
  final void stop() {
    stopped.countDown();
    CompletableFuture<?> waiting = reply;
    CompletableFuture.delayedExecutor(configuration.getBlock() + GRACE, TimeUnit.MILLISECONDS)
        .execute(() -> waiting.cancel(true));
  }

  private void readUntil(CountDownLatch signal) {
    reading.lock();
    try {
      begin();
      while (signal.getCount() > 0) {
        if (attempt()) {
          recovered();
        } else if (signal.await(delay, TimeUnit.MILLISECONDS)) {
          return;
        } else {
          delay = Math.min(2 * delay, configuration.getBackOffMaxDelay());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reading.unlock();
    }
  }

  private boolean attempt() throws InterruptedException {
    try {
      return readOnce();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      // Also after an error, as of too little memory: nobody else would go on reading.
      failed(e);
      return false;
    }
  }

  /** Prepares for reading after a start or a resume. */
  abstract void begin();

  /**
   * Reads once and processes what there is.
   *
   * @return whether everything was processed; if not, reading goes on after a delay
   * @throws Exception if Redis could not be read
   */
  abstract boolean readOnce() throws Exception;

  private void recovered() {
    delay = configuration.getBackOffInitialDelay();
    if (away) {
      away = false;
      LOG.info("Reading the stream {} again", configuration.getStreamKey());
    }
  }

  private void failed(Throwable failure) {
    if (isStopping() || away) {
      return;
    }
    away = true;
    LOG.warn(
        "Cannot read the stream {}, trying again until it works: {}",
        configuration.getStreamKey(),
        failure.toString());
    if (consumer.getEndpoint().isBridgeErrorHandler()) {
      consumer.getExceptionHandler().handleException(failure);
    }
  }

  /**
   * Waits for a reply in such a way that stopping ends the wait.
   *
   * @throws RedisStreamsUnavailableException if Redis is away or cannot serve now
   */
  final <T> T await(RFuture<T> future) throws Exception {
    CompletableFuture<T> awaited = future.toCompletableFuture();
    reply = awaited;
    if (isStopping()) {
      awaited.cancel(true);
    }
    try {
      return awaited.get();
    } catch (ExecutionException e) {
      Throwable cause = RedisFailures.unwrap(e);
      if (RedisFailures.isUnavailable(cause)) {
        throw new RedisStreamsUnavailableException(
            "Redis is unavailable: " + cause.getMessage(), cause);
      }
      throw cause instanceof Exception failure ? failure : e;
    } catch (CancellationException e) {
      throw new RedisStreamsUnavailableException("Stopped while waiting for Redis", e);
    }
  }

  final boolean isStopping() {
    return stopped.getCount() == 0;
  }

  final RedisStreamsConsumer consumer() {
    return consumer;
  }

  final RedisStreamsConfiguration configuration() {
    return configuration;
  }

  final RStream<String, String> stream() {
    return stream;
  }

  final EntryExchanges exchanges() {
    return exchanges;
  }
}
