package io.dromedary.settings;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The settings of a feature.
 *
 * @param title as it stands in the reference
 */
public record SettingGroup(String title, List<Setting<?>> settings) {
  public SettingGroup {
    requireNonNull(title, "title is null");
    settings = List.copyOf(settings);
  }

  public static SettingGroup of(String title, Setting<?>... settings) {
    return new SettingGroup(title, List.of(settings));
  }
}
