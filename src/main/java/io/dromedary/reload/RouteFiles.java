package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route files whose routes run. It goes from one set of files to the next by exchanging only
 * routes that differ, and only after each new one has been tried out; if one fails all the same
 * when it starts, the former set runs again. Not thread-safe.
 */
final class RouteFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

  private final ModelCamelContext context;
  private final RouteFileLoader loader;
  private final RouteSwap swap;
  private Map<String, RouteFile> running = new TreeMap<>();
  private Map<String, String> fingerprints = new HashMap<>();
  private Map<String, String> beans = new HashMap<>();
  private String configurations = "";
  private List<String> interims = List.of();

  RouteFiles(CamelContext context, RouteFileLoader loader, RouteSwap swap) {
    this.context = (ModelCamelContext) requireNonNull(context, "context is null");
    this.loader = requireNonNull(loader, "loader is null");
    this.swap = requireNonNull(swap, "swap is null");
  }

  /** Notes the files whose routes the context has started with. */
  void startedWith(Map<String, RouteFile> files) {
    running = new TreeMap<>(files);
    Fingerprints found = new Fingerprints(context, running.values());
    fingerprints = routes(running, found);
    beans = new HashMap<>(found.beans());
    configurations = found.configurations();
  }

  /** The files whose routes run, by their names. */
  Map<String, RouteFile> running() {
    return new TreeMap<>(running);
  }

  /**
   * Goes over to another set of files. Call {@link #endInterims} afterwards, when requests need not
   * be held any more.
   *
   * @throws RefusedEditException if one of them cannot be used; then the former set runs on
   */
  Exchanged become(Map<String, RouteFile> files) {
    RouteIds.check(files.values(), running.values());
    Map<String, RouteFile> former = running;
    Map<String, String> formerBeans = beans;
    String formerConfigurations = configurations;
    try {
      Fingerprints wanted = new Fingerprints(context, files.values());
      bindBeans(files, wanted.beans());
      configure(files, wanted.configurations());
      Exchanged exchanged = exchangeRoutes(files, routes(files, wanted));
      running = new TreeMap<>(files);
      return exchanged;
    } catch (RefusedEditException e) {
      bindBeans(former, formerBeans);
      configure(former, formerConfigurations);
      throw e;
    }
  }

  private static Map<String, String> routes(Map<String, RouteFile> files, Fingerprints found) {
    Map<String, String> routes = new LinkedHashMap<>();
    for (RouteFile file : files.values()) {
      for (RouteItem item : file.items()) {
        if (item.isRoute()) {
          routes.put(item.id().orElseThrow(), found.of(file, item));
        }
      }
    }
    return routes;
  }

  private void bindBeans(Map<String, RouteFile> files, Map<String, String> wanted) {
    Set<String> changed = new HashSet<>();
    wanted.forEach(
        (name, bean) -> {
          if (!bean.equals(beans.get(name))) {
            changed.add(name);
          }
        });
    beans = new HashMap<>(wanted);
    for (RouteFile file : files.values()) {
      if (!changed.isEmpty() && file.items().stream().anyMatch(RouteItem::isBeans)) {
        loader.bindBeans(file, changed);
      }
    }
  }

  private void configure(Map<String, RouteFile> files, String wanted) {
    if (wanted.equals(configurations)) {
      return;
    }
    List<RouteConfigurationDefinition> definitions = new ArrayList<>();
    files.values().forEach(file -> definitions.addAll(loader.configurations(file)));
    try {
      for (RouteConfigurationDefinition old :
          List.copyOf(context.getRouteConfigurationDefinitions())) {
        context.removeRouteConfiguration(old);
      }
    } catch (Exception e) {
      throw new IllegalStateException("A route configuration cannot be removed", e);
    }
    context.addRouteConfigurations(definitions);
    configurations = wanted;
  }

  private Exchanged exchangeRoutes(Map<String, RouteFile> files, Map<String, String> wanted) {
    List<String> removed =
        fingerprints.keySet().stream().filter(id -> !wanted.containsKey(id)).sorted().toList();
    List<String> added =
        wanted.keySet().stream().filter(id -> !fingerprints.containsKey(id)).toList();
    List<String> changed =
        wanted.keySet().stream()
            .filter(fingerprints::containsKey)
            .filter(id -> !wanted.get(id).equals(fingerprints.get(id)))
            .toList();
    List<String> made = new ArrayList<>(changed);
    made.addAll(added);
    Map<String, NewRoute> tried = definitions(files, made);
    tried.values().forEach(route -> run(route, swap::tryOut));
    List<String> direct = changed.stream().filter(id -> tried.get(id).isDirect()).toList();
    List<String> leaving = new ArrayList<>(removed);
    leaving.addAll(changed);
    exchange(leaving, definitions(files, made), definitions(files, direct));
    fingerprints = wanted;
    return new Exchanged(added, changed, removed);
  }

  /** A route as it is to be, and where it stands. */
  private record NewRoute(RouteFile file, RouteItem item, RouteDefinition definition) {
    boolean isDirect() {
      return RouteSwap.isDirect(definition);
    }
  }

  private Map<String, NewRoute> definitions(Map<String, RouteFile> files, List<String> ids) {
    Map<String, NewRoute> routes = new LinkedHashMap<>();
    for (RouteFile file : files.values()) {
      Map<String, RouteItem> items = new HashMap<>();
      for (RouteItem item : file.items()) {
        item.id()
            .filter(id -> item.isRoute() && ids.contains(id))
            .ifPresent(id -> items.put(id, item));
      }
      if (!items.isEmpty()) {
        for (RouteDefinition definition : loader.routes(file, items::containsKey)) {
          String id = definition.getRouteId();
          routes.put(id, new NewRoute(file, items.get(id), definition));
        }
      }
    }
    return routes;
  }

  /**
   * Exchanges routes.
   *
   * @param interim the definitions of those that others send to, once more: each is exchanged for
   *     its interim first, so that there always is one
   */
  private void exchange(
      List<String> leaving, Map<String, NewRoute> made, Map<String, NewRoute> interim) {
    interims = interim.keySet().stream().map(RouteSwap::interimId).toList();
    try {
      for (NewRoute route : interim.values()) {
        run(route, swap::addInterim);
      }
      remove(leaving);
      for (NewRoute route : made.values()) {
        run(route, swap::add);
      }
    } catch (RefusedEditException e) {
      List<String> touched = new ArrayList<>(leaving);
      touched.addAll(made.keySet());
      putBack(touched);
      throw e;
    }
  }

  /** Ends the routes that have stood in for others. */
  void endInterims() {
    remove(interims);
    interims = List.of();
  }

  private void putBack(List<String> ids) {
    remove(ids);
    for (NewRoute route : definitions(running, ids).values()) {
      try {
        run(route, swap::add);
      } catch (RefusedEditException e) {
        LOG.error(
            "The former route {} does not start again: {}. Restart the program",
            route.item().id().orElseThrow(),
            e.getMessage(),
            e);
      }
    }
  }

  private void remove(Collection<String> ids) {
    try {
      swap.remove(ids);
    } catch (Exception e) {
      throw new IllegalStateException("The routes " + ids + " cannot be stopped", e);
    }
  }

  private interface Step {
    void run(RouteDefinition definition) throws Exception;
  }

  private static void run(NewRoute route, Step step) {
    try {
      step.run(route.definition());
    } catch (Exception e) {
      throw Failures.refusal(route.file(), List.of(route.item()), e);
    }
  }
}
