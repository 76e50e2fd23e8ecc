package io.dromedary.edit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which leaves of a region an edit of its total may change. */
public enum Scope {
  /** Those that have a value; a region of one leaf always counts as booked. */
  BOOKED,
  /** Those whose value is not 0. */
  NONZERO;

  /** The name in edits. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a code.
   *
   * @throws ProblemException MALFORMED_REQUEST with the codes that there are
   */
  public static Scope parse(String text) {
    List<String> codes = Arrays.stream(values()).map(Scope::code).toList();
    if (!codes.contains(text)) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "'%s' is not a scope; there are %s."
                  .formatted(Excerpt.of(text), String.join(", ", codes)))
          .with("scopes", codes)
          .asException();
    }
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
