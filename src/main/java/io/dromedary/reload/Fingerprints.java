package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * All that a route is made of: its own text without comments and layout, the values of the
 * properties in it, the route configurations that apply to it and the beans that it names. A route
 * is exchanged exactly if its fingerprint changes.
 */
final class Fingerprints {
  private final CamelContext context;
  private final Collection<RouteFile> files;
  private final IdentityHashMap<RouteItem, String> canonical = new IdentityHashMap<>();
  private final Map<String, String> beans = new LinkedHashMap<>();

  Fingerprints(CamelContext context, Collection<RouteFile> files) {
    this.context = requireNonNull(context, "context is null");
    this.files = requireNonNull(files, "files is null");
    for (RouteFile file : files) {
      for (RouteItem item : file.items()) {
        if (item.isBeans()) {
          addBeans(file, item);
        }
      }
    }
  }

  private void addBeans(RouteFile file, RouteItem item) {
    Node list = ((MappingNode) item.node()).getValue().get(0).getValueNode();
    if (list instanceof SequenceNode sequence) {
      for (Node bean : sequence.getValue()) {
        RouteFile.field(bean, "name").ifPresent(name -> beans.put(name, text(file, bean)));
      }
    }
  }

  /** The fingerprint of each bean that the files make, by its name. */
  Map<String, String> beans() {
    return beans;
  }

  /** The fingerprint of all route configurations. */
  String configurations() {
    return items(RouteItem::isConfiguration).collect(Collectors.joining("\n"));
  }

  private Stream<String> items(java.util.function.Predicate<RouteItem> wanted) {
    return files.stream()
        .flatMap(file -> file.items().stream().filter(wanted).map(item -> canonical(file, item)));
  }

  /**
   * The fingerprint of a route.
   *
   * @throws RefusedEditException if a property in it has no value
   */
  String of(RouteFile file, RouteItem route) {
    String own = canonical(file, route);
    Optional<String> named =
        RouteFile.field(
            ((MappingNode) route.node()).getValue().get(0).getValueNode(), "routeConfigurationId");
    StringBuilder all = new StringBuilder(own);
    file.items().stream()
        .filter(item -> !item.isRoute() && !item.isBeans() && !item.isConfiguration())
        .forEach(item -> all.append('\n').append(canonical(file, item)));
    items(item -> item.isConfiguration() && applies(item, named))
        .forEach(configuration -> all.append('\n').append(configuration));
    Set<String> words = Pattern.compile("[^\\w.-]+").splitAsStream(all).collect(Collectors.toSet());
    beans.forEach(
        (name, bean) -> {
          if (words.contains(name)) {
            all.append('\n').append(bean);
          }
        });
    return all.toString();
  }

  private static boolean applies(RouteItem configuration, Optional<String> named) {
    return configuration.id().isEmpty() == named.isEmpty()
        && (named.isEmpty()
            || named.get().contains("*")
            || Set.of(named.get().split("\\s*,\\s*")).contains(configuration.id().get()));
  }

  private String canonical(RouteFile file, RouteItem item) {
    return canonical.computeIfAbsent(item, known -> text(file, known.node()));
  }

  private String text(RouteFile file, Node node) {
    StringBuilder text = new StringBuilder();
    append(text, file, node);
    return text.toString();
  }

  private void append(StringBuilder text, RouteFile file, Node node) {
    if (node instanceof ScalarNode scalar) {
      text.append('"').append(resolved(file, scalar)).append('"');
    } else if (node instanceof SequenceNode sequence) {
      text.append('[');
      for (Node item : sequence.getValue()) {
        append(text, file, item);
        text.append(' ');
      }
      text.append(']');
    } else if (node instanceof MappingNode mapping) {
      text.append('{');
      for (NodeTuple field : mapping.getValue()) {
        append(text, file, field.getKeyNode());
        text.append(':');
        append(text, file, field.getValueNode());
        text.append(' ');
      }
      text.append('}');
    }
  }

  private String resolved(RouteFile file, ScalarNode scalar) {
    String value = scalar.getValue();
    if (!value.contains("{{")) {
      return value;
    }
    try {
      return context.resolvePropertyPlaceholders(value);
    } catch (IllegalArgumentException e) {
      throw new RefusedEditException(
          file.name(), RouteFile.line(scalar.getStartMark()), e.getMessage(), e);
    }
  }
}
