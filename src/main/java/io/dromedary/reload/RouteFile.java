package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A route file, taken apart into its items.
 *
 * @param name its path below the routes folder
 */
record RouteFile(String name, String text, List<RouteItem> items) {
  private static final Map<String, String> ALIASES =
      Map.of("route-configuration", RouteItem.CONFIGURATION);

  /** What Camel makes for itself at the start, and not again for a single file. */
  private static final Set<String> ONLY_AT_START =
      Set.of("rest", "restConfiguration", "routeTemplate", "templatedRoute", "from");

  RouteFile {
    requireNonNull(name, "name is null");
    requireNonNull(text, "text is null");
    items = List.copyOf(items);
  }

  /**
   * Reads a file.
   *
   * @throws RefusedEditException if it is no YAML, no list of items, or has an item that cannot be
   *     exchanged while the program runs
   */
  static RouteFile read(String name, String text) {
    List<RouteItem> items = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Node node : list(name, text)) {
      RouteItem item = item(name, node);
      if (item.isRoute()) {
        String id = item.id().orElseThrow();
        Integer first = lines.putIfAbsent(id, item.line());
        if (first != null) {
          throw new RefusedEditException(
              name,
              item.line(),
              "the route '%s' is already in line %d; give one of them another id"
                  .formatted(id, first));
        }
      }
      items.add(item);
    }
    return new RouteFile(name, text, items);
  }

  private static List<Node> list(String name, String text) {
    Node root;
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(name).build();
      root =
          new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
              .getSingleNode()
              .orElse(null);
    } catch (MarkedYamlEngineException e) {
      throw new RefusedEditException(name, line(e.getProblemMark()), reason(e), e);
    } catch (YamlEngineException e) {
      throw new RefusedEditException(name, 0, "this is no YAML: " + e.getMessage(), e);
    }
    if (root == null) {
      return List.of();
    }
    if (root instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw new RefusedEditException(
        name, line(root.getStartMark()), "a route file is a list of items such as '- route:'");
  }

  private static String reason(MarkedYamlEngineException failure) {
    String context = failure.getContext() == null ? "" : failure.getContext() + ": ";
    return "this is no YAML: " + context + failure.getProblem();
  }

  private static RouteItem item(String name, Node node) {
    int line = line(node.getStartMark());
    if (!(node instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
      throw new RefusedEditException(
          name, line, "an item has one key with a colon, such as 'route:'");
    }
    NodeTuple tuple = mapping.getValue().get(0);
    String key = text(tuple.getKeyNode()).orElse("");
    String kind = ALIASES.getOrDefault(key, key);
    if (ONLY_AT_START.contains(kind)) {
      throw new RefusedEditException(
          name,
          line,
          "'%s' cannot be exchanged while the program runs; write it as '- route:' with an id"
              .formatted(kind));
    }
    Optional<String> id = field(tuple.getValueNode(), "id");
    if (kind.equals(RouteItem.ROUTE) && id.isEmpty()) {
      throw new RefusedEditException(name, line, "the route has no id");
    }
    return new RouteItem(kind, id, line, node);
  }

  /** The text of a field of a mapping. */
  static Optional<String> field(Node node, String name) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (text(tuple.getKeyNode()).equals(Optional.of(name))) {
          return text(tuple.getValueNode());
        }
      }
    }
    return Optional.empty();
  }

  /** The text of a scalar. */
  static Optional<String> text(Node node) {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  /** A mark's line, from 1; 0 if it is not known. */
  static int line(Optional<Mark> mark) {
    return mark.map(known -> known.getLine() + 1).orElse(0);
  }

  /** The first line from an item's on that contains a text; the item's own if none does. */
  int lineOf(RouteItem item, String part) {
    List<String> lines = text.lines().toList();
    for (int index = Math.max(0, item.line() - 1); index < lines.size(); index++) {
      if (lines.get(index).contains(part)) {
        return index + 1;
      }
    }
    return item.line();
  }
}
