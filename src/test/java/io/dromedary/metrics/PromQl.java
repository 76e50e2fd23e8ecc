package io.dromedary.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression of PromQL asks for, and what of that is not there. */
final class PromQl {
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
  private static final Pattern LABEL = Pattern.compile("\\w+");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w.$])([a-zA-Z_:][\\w:]*)\\s*(\\{[^}]*}|\\()?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "on", "ignoring");

  /** What Prometheus itself measures. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private PromQl() {}

  /** What the expression asks for that the scrape does not have. */
  static List<String> missing(String expression, Scrape scrape) {
    List<String> missing = new ArrayList<>();
    Set<String> metrics = new LinkedHashSet<>();
    Set<String> groupings = new LinkedHashSet<>();
    Matcher grouping = GROUPING.matcher(RANGE.matcher(expression).replaceAll(""));
    String rest =
        grouping.replaceAll(
            found -> {
              LABEL.matcher(found.group(1)).results().forEach(name -> groupings.add(name.group()));
              return " ";
            });
    Matcher selector = SELECTOR.matcher(rest);
    while (selector.find()) {
      String name = selector.group(1);
      String tail = selector.group(2);
      if ("(".equals(tail) || KEYWORDS.contains(name) || OF_PROMETHEUS.contains(name)) {
        continue;
      }
      metrics.add(name);
      if (scrape.named(name).isEmpty()) {
        missing.add(name);
      } else if (tail != null) {
        MATCHER
            .matcher(tail)
            .results()
            .filter(label -> !isThere(scrape, name, label.group(1), label.group(2), label.group(3)))
            .forEach(label -> missing.add(name + "{" + label.group() + "}"));
      }
    }
    groupings.stream()
        .filter(label -> metrics.stream().noneMatch(metric -> hasLabel(scrape, metric, label)))
        .forEach(label -> missing.add("by (" + label + ")"));
    if (metrics.isEmpty() && OF_PROMETHEUS.stream().noneMatch(expression::contains)) {
      missing.add("any metric in " + expression);
    }
    return missing;
  }

  private static boolean isThere(
      Scrape scrape, String metric, String label, String operator, String value) {
    return scrape.named(metric).stream()
        .map(sample -> sample.labels().get(label))
        .anyMatch(
            found ->
                found != null
                    && switch (operator) {
                      case "=" -> found.equals(value);
                      case "=~" -> found.matches(value);
                      default -> true;
                    });
  }

  private static boolean hasLabel(Scrape scrape, String metric, String label) {
    return scrape.named(metric).stream().anyMatch(sample -> sample.labels().containsKey(label));
  }
}
