package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.sheet.SubscriptionDirectory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nothing is forgotten and nothing is kept for ever: takes up deliveries that the
 * dispatcher does not know of, as after a start, and removes what is left of deleted webhooks.
 */
final class WebhookKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookKeeper.class);
  private static final long LOOK_SECONDS = 2;
  private static final long CLEAN_SECONDS = 60;

  private final WebhookQueues queues;
  private final WebhookDispatcher dispatcher;
  private final SubscriptionDirectory directory;
  private Set<EditId> missing = Set.of();
  private ScheduledThreadPoolExecutor clock;

  WebhookKeeper(
      WebhookQueues queues, WebhookDispatcher dispatcher, SubscriptionDirectory directory) {
    this.queues = requireNonNull(queues, "queues is null");
    this.dispatcher = requireNonNull(dispatcher, "dispatcher is null");
    this.directory = requireNonNull(directory, "directory is null");
  }

  void start() {
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "webhook-keeper");
              thread.setDaemon(true);
              return thread;
            });
    repeat(this::look, LOOK_SECONDS);
    repeat(this::clean, CLEAN_SECONDS);
  }

  private void repeat(Runnable task, long seconds) {
    Future<?> unused =
        clock.scheduleWithFixedDelay(() -> guarded(task), 0, seconds, TimeUnit.SECONDS);
  }

  void stop() {
    if (clock != null) {
      clock.shutdownNow();
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RedisException e) {
      LOG.debug("Redis does not answer; that is tried again", e);
    } catch (RuntimeException e) {
      LOG.error("Looking after the queues of webhooks failed by a fault", e);
    }
  }

  private void look() {
    dispatcher.adopt(queues.active());
  }

  /**
   * Removes what is kept of webhooks that have been missing twice in a row: one that was made just
   * now may be missing once.
   */
  void clean() {
    Set<EditId> now = new HashSet<>(queues.known());
    now.removeIf(webhook -> directory.find(webhook).isPresent());
    List<EditId> gone = now.stream().filter(missing::contains).toList();
    if (!gone.isEmpty()) {
      queues.drop(gone);
      LOG.info("Removed the deliveries of {} webhooks that were deleted", gone.size());
    }
    missing = now;
  }
}
