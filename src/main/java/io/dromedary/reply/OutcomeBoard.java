package io.dromedary.reply;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.redis.streams.RedisStreamsEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The latest outcomes, and who waits for the next ones. The route that tails the response stream
 * fills it, without a gap: it starts at an id that was the stream's last, and it is the tail's own
 * memory of how far it has come.
 *
 * <p>Thread-safe. Those who wait are called on the thread that fills it or on the one that expires
 * them, and must not block.
 */
public final class OutcomeBoard extends ServiceSupport implements StateRepository<String, String> {
  private static final int MAX_OUTCOMES = 20_000;
  private static final int MAX_CHARACTERS = 16 << 20;

  private final NavigableMap<EditId, PublishedOutcome> latest = new TreeMap<>();
  private final Map<EditId, Waiting> waitingForOne = new HashMap<>();
  private final List<Waiting> waitingForNext = new ArrayList<>();
  private volatile UpdateListener listener = update -> {};
  private boolean updateWaitsEnded;
  private boolean outcomeWaitsEnded;
  private EditId first;
  private EditId last;
  private int characters;

  /**
   * Starts behind an outcome.
   *
   * @param last the last id in the response stream
   */
  public OutcomeBoard(EditId last) {
    this.first = requireNonNull(last, "last is null");
    this.last = last;
  }

  /**
   * Somebody who waits.
   *
   * @param after the id that is waited for, or the one behind which anything is
   * @param deadline in terms of {@link System#nanoTime}
   * @param callback takes the outcome, or nothing if there was none in time
   */
  private record Waiting(
      EditId after, long deadline, Consumer<Optional<PublishedOutcome>> callback) {}

  /** Has somebody told of updates that are answered, instead of whoever was told before. */
  public void listen(UpdateListener newListener) {
    listener = requireNonNull(newListener, "newListener is null");
  }

  UpdateListener listener() {
    return listener;
  }

  /** How many wait for the outcome of an edit. */
  public synchronized int outcomeWaits() {
    return waitingForOne.size();
  }

  /** How many wait for any update. */
  public synchronized int updateWaits() {
    return waitingForNext.size();
  }

  /** Takes the next outcomes, in the order of the stream. */
  public void publish(List<RedisStreamsEntry> entries) {
    List<Runnable> calls = new ArrayList<>();
    synchronized (this) {
      for (RedisStreamsEntry entry : entries) {
        add(PublishedOutcome.of(entry), calls);
      }
    }
    calls.forEach(Runnable::run);
  }

  private void add(PublishedOutcome outcome, List<Runnable> calls) {
    if (!outcome.id().isAfter(last)) {
      return;
    }
    last = outcome.id();
    latest.put(outcome.id(), outcome);
    characters += outcome.length();
    while (latest.size() > MAX_OUTCOMES || (characters > MAX_CHARACTERS && latest.size() > 1)) {
      PublishedOutcome oldest = latest.pollFirstEntry().getValue();
      characters -= oldest.length();
      first = oldest.id();
    }
    Waiting one = waitingForOne.remove(outcome.id());
    if (one != null) {
      calls.add(() -> one.callback().accept(Optional.of(outcome)));
    }
    if (outcome.hasUpdates()) {
      waitingForNext.forEach(next -> calls.add(() -> next.callback().accept(Optional.of(outcome))));
      waitingForNext.clear();
    }
  }

  /**
   * Gives the outcome of an edit to the callback: at once, when it comes, or nothing if it does not
   * come in time or is no longer among the latest.
   */
  void await(EditId id, long deadline, Consumer<Optional<PublishedOutcome>> callback) {
    Optional<PublishedOutcome> known;
    synchronized (this) {
      known = find(id);
      if (id.isAfter(last) && !outcomeWaitsEnded) {
        waitingForOne.put(id, new Waiting(id, deadline, callback));
        return;
      }
    }
    callback.accept(known);
  }

  /**
   * Calls when there is an outcome with changed rows behind an id, or when the time is over; at
   * once if the outcomes behind the id are no longer all here, for then the database has more. The
   * callback takes the outcome that ended the wait, if one did.
   */
  void awaitUpdates(EditId after, long deadline, Consumer<Optional<PublishedOutcome>> callback) {
    synchronized (this) {
      if (!updateWaitsEnded
          && !first.isAfter(after)
          && latest.tailMap(after, false).values().stream()
              .noneMatch(PublishedOutcome::hasUpdates)) {
        waitingForNext.add(new Waiting(after, deadline, callback));
        return;
      }
    }
    callback.accept(Optional.empty());
  }

  /**
   * Ends all waits for updates, and those to come at once: a program that stops does not keep its
   * clients waiting. Waits for the outcome of an edit go on; the writer still works then.
   */
  public void endUpdateWaits() {
    synchronized (this) {
      updateWaitsEnded = true;
    }
    releaseUpdateWaits();
  }

  /** Ends the waits for updates of now: those who waited ask again, of a route that is new. */
  public void releaseUpdateWaits() {
    List<Waiting> ended;
    synchronized (this) {
      ended = List.copyOf(waitingForNext);
      waitingForNext.clear();
    }
    ended.forEach(waiting -> waiting.callback().accept(Optional.empty()));
  }

  /**
   * Ends all waits for outcomes, and those to come at once, as if their time were over. The edits
   * are in the log, and are made after the next start at the latest.
   */
  public void endOutcomeWaits() {
    List<Waiting> ended;
    synchronized (this) {
      outcomeWaitsEnded = true;
      ended = List.copyOf(waitingForOne.values());
      waitingForOne.clear();
    }
    ended.forEach(waiting -> waiting.callback().accept(Optional.empty()));
  }

  /** The outcome of an edit, if it is among the latest. */
  synchronized Optional<PublishedOutcome> find(EditId id) {
    return Optional.ofNullable(latest.get(id));
  }

  /**
   * The outcomes behind an id, in order, or nothing if they are no longer all here.
   *
   * @param rows as many outcomes as have so many rows in sum, and one more
   */
  synchronized Optional<List<PublishedOutcome>> after(EditId id, int rows) {
    if (first.isAfter(id)) {
      return Optional.empty();
    }
    List<PublishedOutcome> outcomes = new ArrayList<>();
    int counted = 0;
    for (PublishedOutcome outcome : latest.tailMap(id, false).values()) {
      outcomes.add(outcome);
      if (counted >= rows) {
        break;
      }
      counted += UpdatesPage.rows(outcome.updates());
    }
    return Optional.of(outcomes);
  }

  /** The last id that was published. */
  synchronized EditId last() {
    return last;
  }

  /** Ends the waits whose time is over. */
  public void expire() {
    long now = System.nanoTime();
    List<Waiting> expired = new ArrayList<>();
    synchronized (this) {
      expire(waitingForOne.values().iterator(), now, expired);
      expire(waitingForNext.iterator(), now, expired);
    }
    expired.forEach(waiting -> waiting.callback().accept(Optional.empty()));
  }

  private static void expire(Iterator<Waiting> waits, long now, List<Waiting> expired) {
    while (waits.hasNext()) {
      Waiting waiting = waits.next();
      if (waiting.deadline() - now <= 0) {
        waits.remove();
        expired.add(waiting);
      }
    }
  }

  @Override
  public String getState(String stream) {
    return last().toString();
  }

  @Override
  public void setState(String stream, String id) {
    throw new UnsupportedOperationException("publish() moves the position");
  }
}
