package io.dromedary.reload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** What only one route may have: its id, and what it takes from others. */
final class RouteIds {
  private static final String DIRECT = "direct:";
  private static final String HTTP = "platform-http:";
  private static final List<String> ANY_METHOD =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private RouteIds() {}

  private record Place(RouteFile file, RouteItem item) {
    String id() {
      return item.id().orElseThrow();
    }
  }

  /**
   * Looks through a set of files.
   *
   * @param running the files of now; of two that contradict each other the changed one is refused
   * @throws RefusedEditException if two routes have one id or take the same requests
   */
  static void check(Collection<RouteFile> files, Collection<RouteFile> running) {
    List<RouteFile> order = new ArrayList<>(files);
    order.sort((one, other) -> Boolean.compare(running.contains(other), running.contains(one)));
    Map<String, Place> ids = new HashMap<>();
    Map<String, Place> requests = new HashMap<>();
    for (RouteFile file : order) {
      for (RouteItem item : file.items()) {
        if (item.isRoute()) {
          check(new Place(file, item), ids, requests);
        }
      }
    }
  }

  private static void check(Place place, Map<String, Place> ids, Map<String, Place> requests) {
    Place same = ids.putIfAbsent(place.id(), place);
    if (same != null) {
      throw refused(
          place,
          "the route id '%s' is taken in %s, line %d; give this route another"
              .formatted(place.id(), same.file().name(), same.item().line()));
    }
    for (String request : requests(place.item())) {
      Place other = requests.putIfAbsent(request.replaceAll("\\{[^}]*}", "{}"), place);
      if (other != null) {
        throw refused(
            place,
            "%s is taken by the route '%s' in %s, line %d already"
                .formatted(request, other.id(), other.file().name(), other.item().line()));
      }
    }
  }

  private static RefusedEditException refused(Place place, String message) {
    return new RefusedEditException(place.file().name(), place.item().line(), message);
  }

  private static List<String> requests(RouteItem route) {
    Node body = ((MappingNode) route.node()).getValue().get(0).getValueNode();
    Optional<Node> from = child(body, "from");
    String uri = from.flatMap(node -> RouteFile.field(node, "uri")).orElse("");
    if (uri.startsWith(DIRECT)) {
      return List.of(uri);
    }
    if (!uri.startsWith(HTTP) || uri.contains("?")) {
      return List.of();
    }
    String path = uri.substring(HTTP.length());
    List<String> methods =
        from.flatMap(node -> child(node, "parameters"))
            .flatMap(node -> RouteFile.field(node, "httpMethodRestrict"))
            .map(text -> List.of(text.toUpperCase(Locale.ROOT).split("\\s*,\\s*")))
            .orElse(ANY_METHOD);
    return methods.stream().map(method -> method + " " + path).toList();
  }

  private static Optional<Node> child(Node node, String name) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple field : mapping.getValue()) {
        if (RouteFile.text(field.getKeyNode()).equals(Optional.of(name))) {
          return Optional.of(field.getValueNode());
        }
      }
    }
    return Optional.empty();
  }
}
