package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has become of the latest edits of the routes folder. Thread-safe. */
public final class ReloadHistory {
  private static final int MOST = 100;

  private final Clock clock;
  private final Deque<Reload> latest = new ArrayDeque<>();
  private final Map<String, Reload> broken = new TreeMap<>();
  private long applied;
  private long refused;

  public ReloadHistory(Clock clock) {
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * One edit of the folder that has been taken or refused.
   *
   * @param files the paths of the files, below the routes folder
   * @param isApplied whether it has taken effect
   * @param line the line that a refused file is refused for, from 1; 0 if there is none
   * @param message what has changed, or what is wrong
   */
  record Reload(Instant time, List<String> files, boolean isApplied, int line, String message) {
    Reload {
      files = List.copyOf(files);
    }

    /** File, line and what is wrong, as the log and the health check say it. */
    String text() {
      String place = String.join(", ", files) + (line > 0 ? ", line " + line : "");
      return place + ": " + message;
    }
  }

  synchronized Reload applied(List<String> files, String effect) {
    applied++;
    boolean isMended = broken.keySet().removeAll(files);
    String message = isMended ? "mended; " + effect : effect;
    return add(new Reload(clock.instant(), files, true, 0, message));
  }

  synchronized Reload refused(RefusedEditException refusal) {
    refused++;
    List<String> files = List.of(refusal.file());
    Reload reload = new Reload(clock.instant(), files, false, refusal.line(), refusal.getMessage());
    broken.put(refusal.file(), reload);
    return add(reload);
  }

  private Reload add(Reload reload) {
    latest.addFirst(reload);
    if (latest.size() > MOST) {
      latest.removeLast();
    }
    return reload;
  }

  /** The latest first. */
  synchronized List<Reload> latest() {
    return new ArrayList<>(latest);
  }

  /** The files that are not used as they are, with what is wrong with each. */
  synchronized Map<String, Reload> broken() {
    return Collections.unmodifiableMap(new TreeMap<>(broken));
  }

  /** How many files are not used as they are. */
  public synchronized int brokenFiles() {
    return broken.size();
  }

  /** How many edits have taken effect since the start. */
  public synchronized long appliedReloads() {
    return applied;
  }

  /** How many files have been refused since the start. */
  public synchronized long refusedReloads() {
    return refused;
  }
}
