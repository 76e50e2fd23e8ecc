package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Changed route files: those that can be used take effect together, without those that cannot. */
final class RouteEdits implements EditableFiles {
  private final RouteFiles files;
  private final Consumer<Runnable> quietly;

  /**
   * Makes the kind.
   *
   * @param quietly runs an exchange of routes so that no request notices it
   */
  RouteEdits(RouteFiles files, Consumer<Runnable> quietly) {
    this.files = requireNonNull(files, "files is null");
    this.quietly = requireNonNull(quietly, "quietly is null");
  }

  @Override
  public boolean owns(String name) {
    return isRouteFile(name);
  }

  static boolean isRouteFile(String name) {
    return name.endsWith(".camel.yaml") && !name.contains("/");
  }

  @Override
  public Taken take(Map<String, Optional<String>> edits) {
    Map<String, RouteFile> former = files.running();
    Map<String, RouteFile> wanted = new TreeMap<>(former);
    List<RefusedEditException> refused = new ArrayList<>();
    edits.forEach(
        (name, text) -> {
          if (text.isEmpty()) {
            wanted.remove(name);
            return;
          }
          try {
            wanted.put(name, RouteFile.read(name, text.get()));
          } catch (RefusedEditException e) {
            refused.add(e);
          }
        });
    Set<String> open = new HashSet<>(edits.keySet());
    refused.forEach(refusal -> open.remove(refusal.file()));
    while (true) {
      try {
        return new Taken(become(wanted).toString(), refused);
      } catch (RefusedEditException e) {
        if (open.isEmpty()) {
          refused.add(e);
          return new Taken(Exchanged.NOTHING.toString(), refused);
        }
        // Whatever else was saved with it may be good without it.
        Set<String> guilty = open.contains(e.file()) ? Set.of(e.file()) : Set.copyOf(open);
        for (String name : guilty) {
          refused.add(
              name.equals(e.file()) ? e : Failures.refusal(name, edits.get(name).orElse(""), e));
          putBack(name, former, wanted);
        }
        open.removeAll(guilty);
      }
    }
  }

  private static void putBack(
      String name, Map<String, RouteFile> former, Map<String, RouteFile> wanted) {
    if (former.containsKey(name)) {
      wanted.put(name, former.get(name));
    } else {
      wanted.remove(name);
    }
  }

  /** Exchanges routes whose properties or other surroundings have changed, if there are any. */
  Exchanged refresh() {
    return become(files.running());
  }

  private Exchanged become(Map<String, RouteFile> wanted) {
    Exchanged[] exchanged = new Exchanged[1];
    try {
      quietly.accept(() -> exchanged[0] = files.become(wanted));
    } finally {
      files.endInterims();
    }
    return exchanged[0];
  }
}
