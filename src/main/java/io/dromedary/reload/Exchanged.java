package io.dromedary.reload;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reload has done to the routes.
 *
 * @param added ids of routes that are new
 * @param changed ids of routes that run anew
 * @param removed ids of routes that are gone
 */
record Exchanged(List<String> added, List<String> changed, List<String> removed) {
  static final Exchanged NOTHING = new Exchanged(List.of(), List.of(), List.of());

  Exchanged {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
  }

  boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    add(parts, "added", added);
    add(parts, "changed", changed);
    add(parts, "removed", removed);
    return parts.isEmpty() ? "no route changed" : String.join("; ", parts);
  }

  private static void add(List<String> parts, String verb, List<String> ids) {
    if (!ids.isEmpty()) {
      parts.add(verb + " " + String.join(", ", ids));
    }
  }
}
