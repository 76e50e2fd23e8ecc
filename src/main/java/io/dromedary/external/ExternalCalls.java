package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Calls other instances, on so many threads and with so long a queue, never on that of the caller.
 * Thread-safe.
 */
final class ExternalCalls {
  private static final String ROUTE = "direct:fetch-external";
  private static final long THREAD_IDLE_SECONDS = 30;

  private final ProducerTemplate template;
  private final Duration deadline;
  private final ScheduledExecutorService clock;
  private final ThreadPoolExecutor threads;

  /**
   * Makes a pool.
   *
   * @param name what its threads are called
   * @param clock runs what follows if a deadline is over
   */
  ExternalCalls(
      String name,
      ProducerTemplate template,
      ExternalSettings settings,
      ScheduledExecutorService clock) {
    this.template = requireNonNull(template, "template is null");
    this.deadline = requireNonNull(settings, "settings is null").deadline();
    this.clock = requireNonNull(clock, "clock is null");
    this.threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(settings.queue()),
            task -> daemon(task, name));
    threads.allowCoreThreadTimeOut(true);
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins no more calls. */
  void stop() {
    threads.shutdown();
  }

  /**
   * Fetches cells at the same time. One of the two is called, once.
   *
   * @param onResults takes the results by URL, on a thread of this pool
   * @param onFailure takes an {@link ExternalException}, or a ProblemException UNAVAILABLE if too
   *     many calls wait; it must not block
   */
  void fetch(
      List<ExternalCell> cells,
      Consumer<Map<String, String>> onResults,
      Consumer<RuntimeException> onFailure) {
    Batch batch = new Batch(cells, onResults, onFailure);
    try {
      batch.alarm =
          clock.schedule(() -> batch.fail(late(batch)), deadline.toNanos(), TimeUnit.NANOSECONDS);
      for (ExternalCell cell : cells) {
        batch.tasks.add(threads.submit(() -> fetch(cell, batch)));
      }
    } catch (RejectedExecutionException e) {
      batch.fail(busy());
    }
  }

  /** Cells that are fetched together. */
  private final class Batch {
    private final List<ExternalCell> cells;
    private final Consumer<Map<String, String>> onResults;
    private final Consumer<RuntimeException> onFailure;
    private final Map<String, String> results = new ConcurrentHashMap<>();
    private final Queue<Future<?>> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Future<?> alarm;

    Batch(
        List<ExternalCell> cells,
        Consumer<Map<String, String>> onResults,
        Consumer<RuntimeException> onFailure) {
      this.cells = cells;
      this.onResults = onResults;
      this.onFailure = onFailure;
    }

    void add(String url, String result) {
      results.put(url, result);
      if (results.size() == cells.size() && ended.compareAndSet(false, true)) {
        alarm.cancel(false);
        Map<String, String> ordered = new LinkedHashMap<>();
        cells.forEach(cell -> ordered.put(cell.url(), results.get(cell.url())));
        onResults.accept(ordered);
      }
    }

    void fail(RuntimeException failure) {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      if (alarm != null) {
        alarm.cancel(false);
      }
      tasks.forEach(task -> task.cancel(false));
      threads.purge();
      onFailure.accept(failure);
    }
  }

  private void fetch(ExternalCell cell, Batch batch) {
    if (batch.ended.get()) {
      return;
    }
    String result;
    try {
      result = fetch(cell);
    } catch (RuntimeException e) {
      batch.fail(ExternalException.of(cell.url(), e));
      return;
    }
    batch.add(cell.url(), result);
  }

  private String fetch(ExternalCell cell) {
    Exchange exchange =
        template.send(
            ROUTE,
            call -> {
              call.setProperty(ExternalRequests.CELL, cell);
              call.getMessage().setBody(cell.webhooks());
            });
    if (exchange.getException() != null) {
      throw ExternalException.of(cell.url(), exchange.getException());
    }
    return exchange.getMessage().getBody(String.class);
  }

  private ExternalException late(Batch batch) {
    String missing =
        batch.cells.stream()
            .map(ExternalCell::url)
            .filter(url -> !batch.results.containsKey(url))
            .findFirst()
            .orElse(batch.cells.get(0).url());
    return new ExternalException(
        missing, "there is no answer within %d ms".formatted(deadline.toMillis()));
  }

  private static RuntimeException busy() {
    return Problem.of(
            ProblemType.UNAVAILABLE,
            "Too many references to other instances are being fetched; try later.")
        .with("retry_after", 1)
        .asException();
  }
}
