package io.dromedary.settings;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the settings of a program are; all of them have been checked. Immutable. */
public final class SettingValues {
  private final Map<String, Setting<?>> declared;
  private final Map<String, String> given;

  private SettingValues(Map<String, Setting<?>> declared, Map<String, String> given) {
    this.declared = declared;
    this.given = given;
    given.forEach((name, text) -> declared.get(name).read(text));
  }

  /**
   * Reads settings.
   *
   * @param sources the first that has a setting counts
   * @throws IllegalArgumentException if one has a value that it cannot have, or a name in a source
   *     begins as ours and is that of no setting; the message is one line for the operator
   */
  public static SettingValues read(List<SettingGroup> groups, List<SettingSource> sources) {
    Map<String, Setting<?>> declared = new LinkedHashMap<>();
    for (SettingGroup group : requireNonNull(groups, "groups is null")) {
      for (Setting<?> setting : group.settings()) {
        if (declared.put(setting.name(), setting) != null) {
          throw new IllegalStateException(setting.name() + " is declared twice");
        }
      }
    }
    sources.forEach(source -> source.requireKnown(declared.keySet()));
    Map<String, String> given = new LinkedHashMap<>();
    for (String name : declared.keySet()) {
      sources.stream()
          .flatMap(source -> source.text(name).stream())
          .findFirst()
          .ifPresent(text -> given.put(name, text));
    }
    return new SettingValues(declared, given);
  }

  /** Settings that are given by name, and the defaults of the others. */
  public static SettingValues of(List<SettingGroup> groups, Map<String, String> texts) {
    return read(groups, List.of(SettingSource.of(texts)));
  }

  /**
   * The same settings but for some.
   *
   * @param texts by name; what is no setting is left out
   * @throws IllegalArgumentException as {@link #read} does
   */
  public SettingValues with(Map<String, String> texts) {
    SettingSource source = SettingSource.of(texts);
    source.requireKnown(declared.keySet());
    Map<String, String> all = new LinkedHashMap<>(given);
    declared.keySet().forEach(name -> source.text(name).ifPresent(text -> all.put(name, text)));
    return new SettingValues(declared, all);
  }

  /** The value of a setting that has a default. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() -> new IllegalStateException(setting.name() + " has no default"));
  }

  /** The value of a setting, or else its default if there is one. */
  public <T> Optional<T> find(Setting<T> setting) {
    if (!setting.equals(declared.get(setting.name()))) {
      throw new IllegalStateException(
          "%s is in no group of settings, so nothing checks it".formatted(setting.name()));
    }
    return Optional.ofNullable(given.get(setting.name())).or(setting::otherwise).map(setting::read);
  }

  /** The texts of those that are set, by name. They contain secrets. */
  public Map<String, String> given() {
    return Collections.unmodifiableMap(given);
  }

  /** The texts that count for those that are not set, by name. */
  public Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    declared.forEach(
        (name, setting) -> {
          if (!given.containsKey(name)) {
            setting.otherwise().ifPresent(text -> defaults.put(name, text));
          }
        });
    return defaults;
  }

  /** What differs from its default, such as {@code a.b=1, a.c=***}; without secrets. */
  public String changes() {
    return declared.values().stream()
        .flatMap(setting -> change(setting).stream())
        .collect(Collectors.joining(", "));
  }

  private <T> Optional<String> change(Setting<T> setting) {
    Optional<T> otherwise = setting.otherwise().map(setting::read);
    return Optional.ofNullable(given.get(setting.name()))
        .filter(text -> !otherwise.equals(Optional.of(setting.read(text))))
        .map(text -> setting.name() + "=" + setting.show(text));
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return changes();
  }
}
