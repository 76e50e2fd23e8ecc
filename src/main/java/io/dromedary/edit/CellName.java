package io.dromedary.edit;

import java.util.Locale;

/** The names of sheets and of their cells: any text, of which upper and lower case are one. */
public final class CellName {
  /** The longest name in characters. */
  public static final int MAX_LENGTH = 32_768;

  private static final String OPERATORS = "+-*/^()=";

  private CellName() {}

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
