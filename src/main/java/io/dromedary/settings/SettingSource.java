package io.dromedary.settings;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A place where settings are given. */
public final class SettingSource {
  private static final String OURS = "dromedary.";

  /** Settings of tests are nobody's business but theirs. */
  private static final String OF_TESTS = "dromedary.test.";

  /** What Kubernetes puts into the environment for services that are called dromedary-something. */
  private static final Pattern OF_SERVICES =
      Pattern.compile(
          "DROMEDARY(_\\w+)?_"
              + "(SERVICE_HOST=|SERVICE_PORT(_\\w+)?=|PORT=(tcp|udp|sctp)://|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?=)"
              + ".*");

  private final String place;
  private final Map<String, String> texts;
  private final UnaryOperator<String> naming;

  private SettingSource(String place, Map<String, String> texts, UnaryOperator<String> naming) {
    this.place = place;
    this.texts = Map.copyOf(texts);
    this.naming = naming;
  }

  /** System properties. */
  public static SettingSource system(Properties properties) {
    return properties(properties);
  }

  /** Properties from wherever. */
  public static SettingSource properties(Properties properties) {
    return new SettingSource("", map(properties), name -> name);
  }

  /** Environment variables, which have the names of {@link Setting#variable()}. */
  public static SettingSource environment(Map<String, String> variables) {
    return new SettingSource("", variables, Setting::variable);
  }

  /** Settings that are given by name. */
  public static SettingSource of(Map<String, String> texts) {
    return new SettingSource("", texts, name -> name);
  }

  /**
   * A file of properties in UTF-8, which need not be there.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static SettingSource file(Path file) {
    Properties properties = new Properties();
    if (Files.exists(requireNonNull(file, "file is null"))) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        // The latter for a path of Windows whose backslashes are not doubled.
        throw new IllegalArgumentException(
            "%s cannot be read: %s".formatted(file, e.getMessage()), e);
      }
    }
    return new SettingSource(" in " + file, map(properties), name -> name);
  }

  private static Map<String, String> map(Properties properties) {
    Map<String, String> texts = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
    return texts;
  }

  /** The text of a name, if it is there and not blank. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(naming.apply(name)))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /**
   * Refuses names of this program that are not known.
   *
   * @throws IllegalArgumentException that names the first of them and the known one nearest to it
   */
  void requireKnown(Collection<String> names) {
    texts.keySet().stream()
        .filter(given -> given.startsWith(naming.apply(OURS)))
        .filter(given -> !given.startsWith(naming.apply(OF_TESTS)))
        .filter(given -> names.stream().map(naming).noneMatch(given::equals))
        .filter(given -> !OF_SERVICES.matcher(given + "=" + texts.get(given)).matches())
        .sorted()
        .findFirst()
        .ifPresent(
            given -> {
              throw new IllegalArgumentException(
                  "%s%s is no setting; did you mean %s? All are in docs/configuration.md"
                      .formatted(given, place, nearest(given, names)));
            });
  }

  private String nearest(String given, Collection<String> names) {
    return names.stream()
        .map(naming)
        .min(Comparator.comparingInt(name -> EditDistance.between(given, name)))
        .orElseThrow();
  }
}
