package io.dromedary.reload;

import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One item of the list that a route file is.
 *
 * @param kind such as {@code route}, {@code beans} or {@code routeConfiguration}
 * @param id of a route or of a route configuration
 * @param line where it begins, from 1
 */
record RouteItem(String kind, Optional<String> id, int line, Node node) {
  static final String ROUTE = "route";
  static final String BEANS = "beans";
  static final String CONFIGURATION = "routeConfiguration";

  boolean isRoute() {
    return kind.equals(ROUTE);
  }

  boolean isBeans() {
    return kind.equals(BEANS);
  }

  boolean isConfiguration() {
    return kind.equals(CONFIGURATION);
  }
}
