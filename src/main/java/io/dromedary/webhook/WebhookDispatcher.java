package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.webhook.Receiver.Standing;
import io.dromedary.webhook.WebhookWorker.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which delivery is attempted when. Of a webhook at most one is under way, so its order is
 * kept. Of a receiver that answers a few are, of any other one. Receivers that fail together hold
 * at most a quarter of the threads, and those that have not been called yet at most half. So a
 * receiver that answers always finds a thread, and a new one waits for others at most once, until
 * these have shown what they are. What waits for its time, or for a receiver that is left alone,
 * holds no thread.
 *
 * <p>Everything is decided in one thread, which does no I/O.
 */
final class WebhookDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration THREAD_IDLE = Duration.ofSeconds(30);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final Clock clock;
  private final Map<EditId, Lane> lanes = new HashMap<>();
  private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();

  /** Those with webhooks that are ready; the next to have its turn comes first. */
  private final Set<Receiver> waiting = new LinkedHashSet<>();

  private volatile WebhookSettings settings;
  private volatile WebhookWorker worker;
  private volatile ScheduledThreadPoolExecutor loop;
  private volatile ExecutorService threads;
  private int underWay;
  private final Map<Standing, Integer> underWayOf = new EnumMap<>(Standing.class);

  WebhookDispatcher(Clock clock) {
    this.clock = requireNonNull(clock, "clock is null");
  }

  void start(WebhookSettings withSettings, WebhookWorker withWorker) {
    settings = requireNonNull(withSettings, "withSettings is null");
    worker = requireNonNull(withWorker, "withWorker is null");
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            THREAD_IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "webhook-delivery"));
    pool.allowCoreThreadTimeOut(true);
    threads = pool;
    loop = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "webhook-dispatcher"));
    loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins no more attempts and lets those under way end, for a few seconds. */
  void stop() {
    if (loop == null) {
      return;
    }
    loop.shutdownNow();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.info("Deliveries of webhooks are under way; they are repeated after the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int mostOfQueue() {
    return settings.queue();
  }

  /** Says that webhooks have deliveries. Thread-safe. */
  void wake(Collection<EditId> webhooks) {
    submit(
        () -> {
          webhooks.forEach(this::wake);
          dispatch();
        });
  }

  /** Takes up webhooks that have deliveries, each when its time has come. Thread-safe. */
  void adopt(Map<EditId, Instant> active) {
    submit(
        () -> {
          active.forEach(
              (webhook, due) -> {
                if (!lanes.containsKey(webhook)) {
                  Lane lane = new Lane(webhook);
                  lanes.put(webhook, lane);
                  await(lane, due);
                }
              });
          receivers.values().removeIf(Receiver::isIdle);
          dispatch();
        });
  }

  /** How the circuit of a URL's receiver stands. Thread-safe. */
  String circuit(String url) {
    Receiver receiver = receivers.get(Receiver.name(url));
    return receiver == null ? "closed" : receiver.circuit();
  }

  /** How many receivers are left alone. Thread-safe. */
  long openCircuits() {
    return receivers.values().stream().filter(one -> !one.circuit().equals("closed")).count();
  }

  private void submit(Runnable task) {
    ScheduledThreadPoolExecutor running = loop;
    if (running != null) {
      try {
        running.execute(() -> guarded(task));
      } catch (RejectedExecutionException e) {
        LOG.debug("The dispatcher has stopped", e);
      }
    }
  }

  private void later(Duration delay, Runnable task) {
    try {
      Future<?> unused =
          loop.schedule(() -> guarded(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The dispatcher has stopped", e);
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("The dispatcher of webhooks failed by a fault", e);
    }
  }

  private void wake(EditId webhook) {
    Lane lane = lanes.get(webhook);
    if (lane == null) {
      lane = new Lane(webhook);
      lanes.put(webhook, lane);
      makeReady(lane);
    } else {
      lane.noteMore();
    }
  }

  private void makeReady(Lane lane) {
    worker
        .receiver(lane.webhook())
        .ifPresentOrElse(
            name -> {
              Receiver receiver =
                  receivers.computeIfAbsent(name, key -> Receiver.of(key, settings.circuitDelay()));
              receiver.ready().addLast(lane);
              waiting.add(receiver);
            },
            // Deleted. Should it be there after all, the next look at the queues finds it.
            () -> lanes.remove(lane.webhook()));
  }

  private void await(Lane lane, Instant due) {
    Duration wait = Duration.between(clock.instant(), due);
    if (wait.isNegative() || wait.isZero()) {
      makeReady(lane);
      return;
    }
    // A clock that was set back must not let it wait for ever.
    Duration bounded = wait.compareTo(settings.longestDelay()) > 0 ? settings.longestDelay() : wait;
    later(
        bounded,
        () -> {
          makeReady(lane);
          dispatch();
        });
  }

  /** Begins what can begin, in turns, so that no receiver waits for another's whole backlog. */
  private void dispatch() {
    boolean began = true;
    while (began && underWay < settings.threads()) {
      began = false;
      for (Receiver receiver : List.copyOf(waiting)) {
        if (mayBegin(receiver) && begin(receiver)) {
          began = true;
          waiting.remove(receiver);
          if (!receiver.ready().isEmpty()) {
            waiting.add(receiver);
          }
        }
      }
    }
  }

  private boolean mayBegin(Receiver receiver) {
    if (receiver.ready().isEmpty() || receiver.isPausing() || underWay >= settings.threads()) {
      return false;
    }
    Standing standing = receiver.standing();
    return switch (standing) {
      case PROVEN -> receiver.underWay() < settings.perReceiver();
      case NEW -> receiver.underWay() == 0 && isBelow(standing, settings.threads() / 2);
      case FAILING -> receiver.underWay() == 0 && isBelow(standing, settings.threads() / 4);
    };
  }

  private boolean isBelow(Standing standing, int bound) {
    return underWayOf.getOrDefault(standing, 0) < Math.max(1, bound);
  }

  private boolean begin(Receiver receiver) {
    if (!receiver.begin()) {
      receiver.pause(true);
      Duration pause = settings.circuitDelay().dividedBy(4);
      later(
          pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause,
          () -> {
            receiver.pause(false);
            dispatch();
          });
      return false;
    }
    Lane lane = receiver.ready().removeFirst();
    Standing standing = receiver.standing();
    underWay++;
    underWayOf.merge(standing, 1, Integer::sum);
    lane.begin();
    threads.execute(
        () -> {
          Result result = worker.attempt(lane);
          submit(() -> finish(receiver, lane, standing, result));
        });
    return true;
  }

  private void finish(Receiver receiver, Lane lane, Standing standing, Result result) {
    underWay--;
    underWayOf.merge(standing, -1, Integer::sum);
    if (isCall(result)) {
      receiver.end(result.verdict().receiverFailed(), result.took());
    } else {
      receiver.endWithoutCall();
    }
    boolean cameMore = lane.end();
    if (result.hasMore() || cameMore) {
      await(lane, result.due());
    } else {
      lanes.remove(lane.webhook());
    }
    dispatch();
  }

  private static boolean isCall(Result result) {
    return result.verdict() != null
        && (result.verdict().status().isPresent() || result.verdict().receiverFailed());
  }
}
