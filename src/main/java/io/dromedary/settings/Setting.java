package io.dromedary.settings;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A setting: what it is called, what it may be and what it means. The declaration is all that there
 * is to do: the value is checked at the start, and the reference is made from it.
 *
 * <pre>{@code
 * static final Setting<Integer> THREADS =
 *     Setting.of(
 *         "dromedary.webhooks.threads",
 *         SettingType.wholeNumber("deliveries", 4, 1_000),
 *         "32",
 *         "How many deliveries may be under way at a time.");
 * }</pre>
 *
 * @param name in small letters, parts with dots between, words with dashes
 * @param type what it may be
 * @param otherwise the text that counts if it is not set; empty if there is none
 * @param absent what happens if it is not set and there is no such text, in a few words
 * @param meaning one or two sentences
 * @param effect when a change is noticed
 * @param <T> what its text is read as
 */
public record Setting<T>(
    String name,
    SettingType<T> type,
    Optional<String> otherwise,
    String absent,
    String meaning,
    Effect effect) {

  /** When a change of a setting is noticed. */
  public enum Effect {
    /** By the next start of the program. */
    NEXT_START,
    /** By a start without data. */
    FIRST_START
  }

  private static final Pattern NAME = Pattern.compile("[a-z]+(\\.[a-z]+(-[a-z]+)*)+");

  public Setting {
    requireNonNull(type, "type is null");
    requireNonNull(absent, "absent is null");
    requireNonNull(meaning, "meaning is null");
    requireNonNull(effect, "effect is null");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("%s is no name of a setting".formatted(name));
    }
    otherwise.ifPresent(type::parse);
  }

  /** A setting with a default, which is written as an operator would write it. */
  public static <T> Setting<T> of(
      String name, SettingType<T> type, String otherwise, String meaning) {
    return new Setting<>(name, type, Optional.of(otherwise), "", meaning, Effect.NEXT_START);
  }

  /**
   * A setting that may be absent.
   *
   * @param absent what counts then, in a few words: "none", "the processors"
   */
  public static <T> Setting<T> optional(
      String name, SettingType<T> type, String absent, String meaning) {
    return new Setting<>(name, type, Optional.empty(), absent, meaning, Effect.NEXT_START);
  }

  /** The same setting, which counts only if there is no data yet. */
  public Setting<T> forFirstStart() {
    return new Setting<>(name, type, otherwise, absent, meaning, Effect.FIRST_START);
  }

  /** The environment variable. */
  public String variable() {
    return variable(name);
  }

  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Whether this may be its text. */
  public boolean allows(String text) {
    try {
      type.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is not allowed; the message names the setting, the text
   *     unless that may contain a secret, and what is allowed
   */
  T read(String text) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      String quoted = type.shown().isPresent() ? Mask.HIDDEN : Mask.logins(text);
      String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new IllegalArgumentException(
          "%s is '%s'; it must be %s%s".formatted(name, quoted, type.allowed(), reason));
    }
  }

  /** A text that is allowed, without a secret. */
  String show(String text) {
    return type.shown().map(shown -> shown.apply(read(text))).orElseGet(() -> Mask.logins(text));
  }
}
