package io.dromedary.edit;

import java.util.Locale;

/** The names of sheets and of their cells: any text, of which upper and lower case are one. */
public final class CellName {
  /** The longest name in characters. */
  public static final int MAX_LENGTH = 32_768;

  private static final String OPERATORS = "+-*/^()=";

  private CellName() {}

  /**
   * Holds a name against the rules for all names.
   *
   * @param field what the name stands for in the edit
   * @throws ProblemException MALFORMED_REQUEST with the member {@code field}
   */
  static String require(String name, String field) {
    if (name.isEmpty() || name.length() > MAX_LENGTH || Excerpt.isMalformed(name)) {
      throw EditFields.malformed(
          field,
          "The name of a sheet or cell has 1 to %d characters of Unicode.".formatted(MAX_LENGTH));
    }
    return name;
  }

  /** What all spellings of a name have in common. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether a name has operators, which no cell's name may have. */
  public static boolean hasOperators(String name) {
    for (int index = 0; index < name.length(); index++) {
      if (OPERATORS.indexOf(name.charAt(index)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
