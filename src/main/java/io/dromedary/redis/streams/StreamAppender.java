package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;

/**
 * Adds entries to a stream without blocking. While one pipelined batch is under way, further
 * additions gather, and go out together when it returns; so the order of arrival is kept, and the
 * number of round trips follows Redis's pace and not the number of additions. No batch is ever sent
 * a second time. Thread-safe.
 */
final class StreamAppender {
  /**
   * So many exchanges go on in one thread, which saves handing over each; not more, as they may
   * block.
   */
  private static final int FINISHED_TOGETHER = 16;

  private final RedissonClient client;
  private final BatchOptions batchOptions;
  private final boolean gather;
  private final int gatherLimit;
  private final Executor workers;
  private final Queue<Addition<?>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean underWay = new AtomicBoolean();

  /**
   * @param workers runs what follows an addition in its route, away from Redisson's I/O threads
   */
  StreamAppender(RedissonClient client, RedisStreamsConfiguration configuration, Executor workers) {
    this.client = requireNonNull(client, "client is null");
    this.workers = requireNonNull(workers, "workers is null");
    this.gather = configuration.isGather();
    this.gatherLimit = configuration.getGatherLimit();
    this.batchOptions =
        BatchOptions.defaults()
            .retryAttempts(0)
            .responseTimeout(configuration.getRequestTimeout(), TimeUnit.MILLISECONDS);
  }

  /** Takes the addition and returns at once; its exchange is completed by a worker. */
  void append(Addition<?> addition) {
    if (!gather) {
      List<Addition<?>> alone = List.of(addition);
      send(alone, failure -> finish(alone, failure));
      return;
    }
    waiting.add(addition);
    sendWaiting();
  }

  private void sendWaiting() {
    while (!waiting.isEmpty() && underWay.compareAndSet(false, true)) {
      List<Addition<?>> batch = takeWaiting(gatherLimit);
      if (!batch.isEmpty()) {
        send(batch, failure -> afterGathered(batch, failure));
        return;
      }
      underWay.set(false);
    }
  }

  private void afterGathered(List<Addition<?>> batch, Throwable failure) {
    if (failure != null && RedisFailures.isUnavailable(failure)) {
      // each further batch would wait for its own timeout, and the exchanges with it
      takeWaiting(Integer.MAX_VALUE).forEach(addition -> addition.abandon(failure));
    }
    underWay.set(false);
    sendWaiting();
    finish(batch, failure);
  }

  private List<Addition<?>> takeWaiting(int limit) {
    List<Addition<?>> taken = new ArrayList<>();
    while (taken.size() < limit) {
      Addition<?> next = waiting.poll();
      if (next == null) {
        break;
      }
      taken.add(next);
    }
    return taken;
  }

  private void send(List<Addition<?>> additions, Consumer<Throwable> then) {
    try {
      RBatch batch = client.createBatch(batchOptions);
      additions.forEach(addition -> addition.enlist(batch));
      batch
          .executeAsync()
          .whenComplete(
              (result, failure) ->
                  workers.execute(() -> then.accept(RedisFailures.unwrap(failure))));
    } catch (RuntimeException e) {
      workers.execute(() -> then.accept(e));
    }
  }

  private void finish(List<Addition<?>> additions, Throwable failure) {
    int size = additions.size();
    for (int from = FINISHED_TOGETHER; from < size; from += FINISHED_TOGETHER) {
      List<Addition<?>> together =
          additions.subList(from, Math.min(from + FINISHED_TOGETHER, size));
      workers.execute(() -> together.forEach(addition -> addition.finish(failure)));
    }
    additions
        .subList(0, Math.min(FINISHED_TOGETHER, size))
        .forEach(addition -> addition.finish(failure));
  }
}
