package io.dromedary.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the text of a setting may be, and what it is read as.
 *
 * @param allowed in words, as they follow "it must be"; with the unit, and the least and the most
 * @param parser reads a text; throws an {@link IllegalArgumentException} for one that is not
 *     allowed, whose message, if there is one, says what is wrong with it
 * @param shown how a value is logged, if its text may contain a secret; it must not
 */
public record SettingType<T>(
    String allowed, Function<String, T> parser, Optional<Function<T, String>> shown) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,10}");

  public SettingType {
    requireNonNull(allowed, "allowed is null");
    requireNonNull(parser, "parser is null");
    requireNonNull(shown, "shown is null");
  }

  /** A type of the feature's own; the parameters are those of the record. */
  public static <T> SettingType<T> of(String allowed, Function<String, T> parser) {
    return new SettingType<>(allowed, parser, Optional.empty());
  }

  /** A whole number of something, both ends included. */
  public static SettingType<Integer> wholeNumber(String unit, int least, int most) {
    return wholeNumber(least, most, "a whole number of %s".formatted(unit));
  }

  /** A whole number without a unit, both ends included. */
  public static SettingType<Integer> wholeNumber(int least, int most) {
    return wholeNumber(least, most, "a whole number");
  }

  private static SettingType<Integer> wholeNumber(int least, int most, String what) {
    return of(
        "%s from %d to %d".formatted(what, least, most),
        text -> {
          if (WHOLE_NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
              return (int) number;
            }
          }
          throw new IllegalArgumentException();
        });
  }

  /** A time of at least 1 ms. */
  public static SettingType<Duration> milliseconds(int most) {
    SettingType<Integer> number = wholeNumber("milliseconds", 1, most);
    return of(number.allowed(), text -> Duration.ofMillis(number.parse(text)));
  }

  /** One of some words, in capitals or not; it is read as it is given here. */
  public static SettingType<String> oneOf(String... words) {
    return oneOf(List.of(words), word -> word);
  }

  /** The name of a constant, in capitals or not. */
  public static <E extends Enum<E>> SettingType<E> oneOf(Class<E> type) {
    return oneOf(
        Arrays.asList(type.getEnumConstants()),
        constant -> constant.name().toLowerCase(Locale.ROOT));
  }

  private static <T> SettingType<T> oneOf(List<T> values, Function<T, String> word) {
    return of(
        "one of " + String.join(", ", values.stream().map(word).toList()),
        text ->
            values.stream()
                .filter(value -> word.apply(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
  }

  /** A text of a form. */
  public static SettingType<String> matching(Pattern pattern, String allowed) {
    return of(
        allowed,
        text -> {
          if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException();
          }
          return text;
        });
  }

  /** A folder, which need not be there. */
  public static SettingType<Path> folder() {
    return of("a folder", Path::of);
  }

  /** The same type, whose values are never logged or quoted. */
  public SettingType<T> secret() {
    return shownAs(value -> Mask.HIDDEN);
  }

  /** The same type, whose values may contain a secret and are logged without it. */
  public SettingType<T> shownAs(Function<T, String> withoutSecret) {
    return new SettingType<>(allowed, parser, Optional.of(withoutSecret));
  }

  T parse(String text) {
    return parser.apply(text);
  }
}
