package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.SheetEdit.Externals;
import io.dromedary.edit.SheetEdit.RefreshExternals;
import io.dromedary.edit.SheetEdit.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches again what a cell refers to when it was told of a change there, and brings it in by an
 * edit. Of a cell at most one refresh is under way and one waits: any number of calls costs two,
 * and the last state always arrives. While somebody writes the cell it waits, so that its edit
 * comes behind in the log. Thread-safe; never blocks but on threads of {@link ExternalCalls}.
 */
final class ExternalRefreshes {
  private static final Logger LOG = LoggerFactory.getLogger(ExternalRefreshes.class);

  /** How a cell stands. Guarded by the refreshes. */
  private static final class State {
    /** How many edits of the cell are on their way into the log. */
    int writes;

    /** What they refer to, in so far as readers may not see it yet. */
    final Set<String> written = new LinkedHashSet<>();

    /** The way of the change that waits, or null. */
    Via waiting;

    boolean underWay;
    int failures;

    /** The next attempt after a failure, or null. */
    Future<?> retry;

    boolean isIdle() {
      return writes == 0 && !underWay && waiting == null;
    }
  }

  private final Map<CellKey, State> states = new HashMap<>();
  private final ExternalReferences references;
  private final OwnUrls urls;
  private volatile ExternalCalls calls;
  private volatile RefreshLog log;
  private volatile ExternalSettings settings;
  private volatile ScheduledExecutorService clock;
  private boolean stopped;

  ExternalRefreshes(ExternalReferences references, OwnUrls urls) {
    this.references = requireNonNull(references, "references is null");
    this.urls = requireNonNull(urls, "urls is null");
  }

  void start(
      ExternalCalls newCalls,
      RefreshLog newLog,
      ExternalSettings newSettings,
      ScheduledExecutorService newClock) {
    calls = requireNonNull(newCalls, "newCalls is null");
    log = requireNonNull(newLog, "newLog is null");
    settings = requireNonNull(newSettings, "newSettings is null");
    clock = requireNonNull(newClock, "newClock is null");
  }

  /** Begins no more refreshes. */
  synchronized void stop() {
    stopped = true;
    states.values().stream()
        .filter(state -> state.retry != null)
        .forEach(state -> state.retry.cancel(false));
  }

  /**
   * Takes note that something has changed that a cell refers to; nothing follows if it refers to
   * nothing.
   *
   * @param via the way of the change, this cell included
   */
  void told(CellKey key, Via via) {
    boolean refersToAny = !references.of(key).isEmpty();
    State state;
    synchronized (this) {
      state = refersToAny ? state(key) : states.get(key);
      if (state == null) {
        return;
      }
      addWaiting(state, via);
      if (!mayBegin(state)) {
        return;
      }
    }
    begin(key, state);
  }

  /**
   * Refreshes all cells that refer to others: what has changed there while the program did not run,
   * or was told when it ended, nobody tells again.
   */
  void refreshAll() {
    for (CellKey key : references.all()) {
      Via.NOBODY.through(urls.cell(key)).ifPresent(via -> told(key, via));
    }
  }

  /** Takes note that cells are being written. */
  synchronized void writing(Collection<CellKey> keys) {
    keys.forEach(key -> state(key).writes++);
  }

  /**
   * Takes note that writing cells is over.
   *
   * @param references the URLs that the cells refer to if they were written
   * @param isOpen whether they may be written only now
   */
  void written(Map<CellKey, Set<String>> references, boolean isOpen) {
    references.forEach(
        (key, externals) -> {
          State state;
          synchronized (this) {
            state = state(key);
            state.writes--;
            if (isOpen) {
              // Told of a change before readers see the cell, nobody would know what to fetch.
              state.written.addAll(externals);
              Via.NOBODY.through(urls.cell(key)).ifPresent(via -> addWaiting(state, via));
            }
            if (!mayBegin(state)) {
              removeIfIdle(key, state);
              return;
            }
          }
          begin(key, state);
        });
  }

  private State state(CellKey key) {
    return states.computeIfAbsent(key, absent -> new State());
  }

  private static void addWaiting(State state, Via via) {
    state.waiting = state.waiting == null ? via : Via.longer(state.waiting, via);
  }

  private boolean mayBegin(State state) {
    if (stopped || state.waiting == null || state.writes > 0) {
      return false;
    }
    if (state.underWay) {
      // Who waits for the next attempt need not: the other side is there again.
      if (state.retry == null || !state.retry.cancel(false)) {
        return false;
      }
      state.retry = null;
    }
    state.underWay = true;
    return true;
  }

  private void removeIfIdle(CellKey key, State state) {
    if (state.isIdle()) {
      states.remove(key);
    }
  }

  private void begin(CellKey key, State state) {
    Via via;
    Set<String> externals = new LinkedHashSet<>(references.of(key));
    synchronized (this) {
      via = state.waiting;
      state.waiting = null;
      externals.addAll(state.written);
    }
    if (externals.isEmpty()) {
      end(key, state);
      return;
    }
    List<ExternalCell> cells = new ArrayList<>();
    externals.forEach(url -> cells.add(new ExternalCell(url, List.of())));
    calls.fetch(
        cells,
        results -> apply(key, state, via, results),
        failure -> failed(key, state, via, failure));
  }

  private void apply(CellKey key, State state, Via via, Map<String, String> results) {
    try {
      log.append(
          new RefreshExternals(
              key.sheet(), key.cell(), new Externals(results, via.cells()), Terms.NONE));
      end(key, state);
    } catch (RuntimeException e) {
      failed(key, state, via, e);
    }
  }

  private void end(CellKey key, State state) {
    synchronized (this) {
      state.underWay = false;
      state.failures = 0;
      if (!mayBegin(state)) {
        state.written.clear();
        removeIfIdle(key, state);
        return;
      }
    }
    begin(key, state);
  }

  private void failed(CellKey key, State state, Via via, RuntimeException failure) {
    synchronized (this) {
      state.failures++;
      if (stopped || state.failures < settings.attempts()) {
        addWaiting(state, via);
        retryLater(key, state, failure);
        return;
      }
    }
    LOG.warn(
        "The cell {} of the sheet {} keeps its value, after {} attempts: {}",
        key.cell(),
        key.sheet(),
        settings.attempts(),
        failure.getMessage());
    end(key, state);
  }

  private void retryLater(CellKey key, State state, RuntimeException failure) {
    long delay = settings.delay(state.failures).toMillis();
    LOG.debug("The cell {} is refreshed in {} ms", key, delay, failure);
    if (stopped) {
      return;
    }
    try {
      state.retry = clock.schedule(() -> retry(key, state), delay, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The program stops", e);
    }
  }

  private void retry(CellKey key, State state) {
    synchronized (this) {
      if (state.retry == null) {
        // Cancelled when it had just begun.
        return;
      }
      state.retry = null;
      state.underWay = false;
      if (!mayBegin(state)) {
        return;
      }
    }
    begin(key, state);
  }
}
