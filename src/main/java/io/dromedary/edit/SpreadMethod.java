package io.dromedary.edit;

import static io.dromedary.edit.ProblemType.UNKNOWN_METHOD;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the edit of a total reaches the leaves. {@code b} is a leaf's old value, {@code x} its new
 * one before rounding, {@code S} the sum of the old values, {@code n} the number of leaves.
 */
public enum SpreadMethod {
  /**
   * The operand is the new total {@code T}, and {@code x = b·T/S}. If all leaves are 0, as {@link
   * #EQUAL}; if {@code S = 0} otherwise, {@code x = b + T·|b|/sum(|b|)}. A leaf that is 0 stays 0
   * unless all are.
   */
  PROPORTIONAL,
  /**
   * The operand is the new total {@code T}, and {@code x = T/n}: it levels the leaves, also when
   * the total stays what it was.
   */
  EQUAL,
  /** The operand is the increment {@code d} of the total, and {@code x = b + d/n}. */
  ADD_EQUAL,
  /**
   * The operand is the increment of the total; the new total is spread as {@link #PROPORTIONAL}.
   */
  ADD_PROPORTIONAL,
  /**
   * The operand is the relative change of the total in percent, 2 for two percent more; the new
   * total, rounded half away from zero, is spread as {@link #PROPORTIONAL}.
   */
  PERCENT,
  /** The operand is the value of each leaf, so the total becomes {@code n} times it. */
  REPEAT,
  /** No operand: every leaf becomes 0. */
  CLEAR;

  /** What an edit that names no method means. */
  public static final SpreadMethod DEFAULT = PROPORTIONAL;

  /** The name in edits and models: {@code add_equal}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a code.
   *
   * @throws io.dromedary.edit.ProblemException UNKNOWN_METHOD, with the member {@code methods} that
   *     lists the codes
   */
  public static SpreadMethod parse(String text) {
    for (SpreadMethod method : values()) {
      if (method.code().equals(text)) {
        return method;
      }
    }
    List<String> codes = Arrays.stream(values()).map(SpreadMethod::code).toList();
    throw Problem.of(
            UNKNOWN_METHOD,
            "'"
                + Excerpt.of(text)
                + "' is not a spreading method; there are "
                + String.join(", ", codes))
        .with("methods", codes)
        .asException();
  }
}
