package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The parameters of a request's query string. They are read from the string itself: in a message
 * they stand among the request's headers, where a header of the same name could pass for one.
 */
public final class QueryParameters {
  private final Map<String, String> values = new LinkedHashMap<>();

  private QueryParameters() {}

  /**
   * Reads a query string.
   *
   * @param rawQuery what follows the question mark, still encoded; null if there is none
   * @param known the parameters that the resource takes
   * @throws ProblemException MALFORMED_REQUEST for any other parameter, and for one that is given
   *     twice
   */
  public static QueryParameters parse(String rawQuery, String... known) {
    requireNonNull(known, "known is null");
    QueryParameters parameters = new QueryParameters();
    for (String part : (rawQuery == null ? "" : rawQuery).split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals));
        parameters.add(name, equals < 0 ? "" : decode(part.substring(equals + 1)), List.of(known));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "The query string cannot be read; percent-encoding must be %XX of UTF-8.")
          .asException();
    }
  }

  private void add(String name, String value, List<String> known) {
    if (!known.contains(name)) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              known.isEmpty()
                  ? "There is no parameter '%s' here, nor any other.".formatted(Excerpt.of(name))
                  : "There is no parameter '%s' here; there are %s."
                      .formatted(Excerpt.of(name), String.join(", ", known)))
          .with("parameter", Excerpt.of(name))
          .with("parameters", known)
          .asException();
    }
    if (values.put(name, value) != null) {
      throw refusal(name, "The parameter '%s' is given twice.".formatted(name));
    }
  }

  /** The text of a parameter. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A whole number.
   *
   * @throws ProblemException MALFORMED_REQUEST with the range if it is none, or out of range
   */
  public Optional<Long> number(String name, long smallest, long largest) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= smallest && number <= largest) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // refused below, as a number out of range
    }
    throw refusal(
        name,
        "The parameter '%s' is a whole number from %d to %d, not '%s'."
            .formatted(name, smallest, largest, Excerpt.of(text.get())));
  }

  /**
   * Names separated by commas; none if the parameter is absent or empty.
   *
   * @throws ProblemException MALFORMED_REQUEST if a name is missing between two commas
   */
  public List<String> names(String name) {
    List<String> names = new ArrayList<>();
    String text = text(name).orElse("");
    if (text.isBlank()) {
      return names;
    }
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        throw refusal(
            name, "The parameter '%s' is a list of names such as a,b, each given.".formatted(name));
      }
      names.add(part.strip());
    }
    return names;
  }

  /**
   * Reads the text of a parameter, empty if it is absent; a problem then says which parameter it
   * was.
   */
  public <T> T read(String name, Function<String, T> reader) {
    return naming(name, () -> reader.apply(text(name).orElse("")));
  }

  /** Does what a parameter asks for; a problem then says which parameter it was. */
  public static <T> T naming(String name, Supplier<T> action) {
    try {
      return action.get();
    } catch (ProblemException e) {
      throw e.problem().with("parameter", name).asException();
    }
  }

  /** The refusal of a parameter's value. */
  public static ProblemException refusal(String name, String detail) {
    return Problem.of(ProblemType.MALFORMED_REQUEST, detail).with("parameter", name).asException();
  }
}
