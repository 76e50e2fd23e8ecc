package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;

/** Changed settings: routes that contain one are exchanged; others are read at the next start. */
final class PropertyEdits implements EditableFiles {
  static final String FILE = "application.properties";

  private final CamelContext context;
  private final Consumer<Map<String, String>> check;
  private final RouteEdits routes;
  private Properties running;

  /**
   * Makes the kind.
   *
   * @param text of the file with which the program has started
   * @param check throws an {@link IllegalArgumentException} for settings that cannot be used
   */
  PropertyEdits(
      CamelContext context, String text, Consumer<Map<String, String>> check, RouteEdits routes) {
    this.context = requireNonNull(context, "context is null");
    this.check = requireNonNull(check, "check is null");
    this.routes = requireNonNull(routes, "routes is null");
    this.running = read(text);
  }

  @Override
  public boolean owns(String name) {
    return name.equals(FILE);
  }

  @Override
  public Taken take(Map<String, Optional<String>> edits) {
    String text = edits.get(FILE).orElse("");
    try {
      Properties wanted = read(text);
      check.accept(texts(wanted));
      Set<String> changed = changed(wanted);
      reload(context.getPropertiesComponent());
      Exchanged exchanged = routes.refresh();
      running = wanted;
      return new Taken(effect(changed, exchanged), List.of());
    } catch (IllegalArgumentException | RefusedEditException e) {
      return new Taken("", List.of(Failures.refusal(FILE, text, e)));
    }
  }

  /** Who starts Camel says where the file is, in one of many ways. */
  private static void reload(PropertiesComponent component) {
    for (String location : component.getLocations()) {
      String path = location.replaceFirst(";.*$", "");
      if (path.endsWith(FILE)) {
        component.reloadProperties(path);
      }
    }
  }

  private static Map<String, String> texts(Properties properties) {
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  private Set<String> changed(Properties wanted) {
    Set<String> names = new TreeSet<>(running.stringPropertyNames());
    names.addAll(wanted.stringPropertyNames());
    names.removeIf(
        name ->
            Optional.ofNullable(running.getProperty(name))
                .equals(Optional.ofNullable(wanted.getProperty(name))));
    return names;
  }

  private static String effect(Set<String> changed, Exchanged exchanged) {
    List<String> effects = new ArrayList<>();
    effects.add(exchanged.toString());
    if (!changed.isEmpty()) {
      effects.add(
          "what no route contains takes effect with the next start ("
              + String.join(", ", changed)
              + ")");
    }
    return String.join("; ", effects);
  }

  private static Properties read(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return properties;
  }
}
