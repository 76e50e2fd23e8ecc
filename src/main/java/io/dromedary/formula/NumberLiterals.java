package io.dromedary.formula;

import java.math.BigDecimal;

/**
 * How numbers are written: digits, with a point and digits after or instead of them, with an
 * exponent. ASCII digits only; a point has a digit after it.
 */
final class NumberLiterals {
  /** Longer ones cannot be exact anyway, and reading them exactly takes the square of this. */
  private static final int MAX_EXACT_LENGTH = 400;

  private static final int MAX_EXPONENT_DIGITS = 4;
  private static final int MAX_LONG_LENGTH = 18;

  private NumberLiterals() {}

  /** Whether the text is an unsigned number literal from an offset on to its end. */
  static boolean isLiteral(String text, int from) {
    int end = endOfMantissa(text, from);
    if (end == from || end == text.length()) {
      return end > from;
    }
    if (!isExponentMark(text.charAt(end))) {
      return false;
    }
    int digits = end + 1;
    if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
      digits++;
    }
    return digits < text.length() && endOfDigits(text, digits) == text.length();
  }

  /** Whether the text is a number up to and with the mark of its exponent, as in {@code 1.5e}. */
  static boolean endsInExponentMark(String text, int from, int to) {
    int end = endOfMantissa(text, from);
    return end > from && end == to - 1 && isExponentMark(text.charAt(end));
  }

  static int endOfDigits(String text, int from) {
    int index = from;
    while (index < text.length() && isDigit(text.charAt(index))) {
      index++;
    }
    return index;
  }

  /** Reads a literal with an optional sign: exactly if 34 digits suffice. */
  static Value parse(String literal) {
    if (literal.length() <= MAX_LONG_LENGTH && isAllDigits(literal)) {
      return new Value.Whole(Long.parseLong(literal));
    }
    int mark = Math.max(literal.indexOf('e'), literal.indexOf('E'));
    int exponentLength = mark < 0 ? 0 : literal.length() - mark - 1;
    return literal.length() > MAX_EXACT_LENGTH || exponentLength > MAX_EXPONENT_DIGITS
        ? new Value.Real(Double.parseDouble(literal))
        : Numbers.of(new BigDecimal(literal));
  }

  private static boolean isAllDigits(String literal) {
    int first = literal.charAt(0) == '-' || literal.charAt(0) == '+' ? 1 : 0;
    return endOfDigits(literal, first) == literal.length();
  }

  private static int endOfMantissa(String text, int from) {
    int end = endOfDigits(text, from);
    if (end < text.length() && text.charAt(end) == '.') {
      int fraction = endOfDigits(text, end + 1);
      return fraction > end + 1 ? fraction : end;
    }
    return end;
  }

  private static boolean isExponentMark(char character) {
    return character == 'e' || character == 'E';
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
