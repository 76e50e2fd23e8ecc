package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Turns what a client wrote (JSON values, literals of a condition) into the values of a column, and
 * orders such values as DuckDB does.
 */
public final class Literals {
  /** A DECIMAL has at most 18 digits, so these bounds exclude no value that a column can hold. */
  private static final int MAX_DIGITS_BEFORE_POINT = 18;

  private static final int MAX_DIGITS_AFTER_POINT = 18;
  private static final int MAX_NUMBER_LENGTH = 64;
  private static final int MAX_TEXT_LENGTH = 1_000;
  private static final int MAX_LONG_DIGITS = 19;

  private Literals() {}

  /**
   * The value in the form that the column's type has in Java, see {@link ColumnType}.
   *
   * <ul>
   *   <li>TEXT takes text, and a number as the text it was written with;
   *   <li>INTEGER takes a whole number of 64 bits, also as text or as {@code 5.0};
   *   <li>DECIMAL takes a number, also as text, with up to 18 digits on each side of the point.
   *       More decimals than the column has are kept, so that comparisons are exact; fewer are
   *       filled up, so that equal numbers are equal objects;
   *   <li>DATE takes {@code yyyy-mm-dd} from the year 1 to 9999;
   *   <li>BOOLEAN takes a boolean or the text {@code true} or {@code false} in any case.
   * </ul>
   *
   * Applied to its own result it changes nothing.
   *
   * @param value a String, Number, Boolean or LocalDate
   * @throws ProblemException BAD_VALUE with the member {@code column} for anything else
   */
  public static Object coerce(Column column, Object value) {
    requireNonNull(column, "column is null");
    requireNonNull(value, "value is null");
    return switch (column.type().kind()) {
      case TEXT -> text(column, value);
      case INTEGER -> integer(column, value);
      case DECIMAL -> decimal(column, value);
      case DATE -> date(column, value);
      case BOOLEAN -> bool(column, value);
    };
  }

  /**
   * Orders two values of one column: text by code point, which is the order of its UTF-8 bytes;
   * numbers by value whatever their scale; FALSE before TRUE.
   *
   * @throws ClassCastException if the two are not of the same type
   */
  @SuppressWarnings("unchecked")
  public static int compare(Object left, Object right) {
    if (left instanceof String leftText && right instanceof String rightText) {
      return compareText(leftText, rightText);
    }
    return ((Comparable<Object>) left).compareTo(right);
  }

  /**
   * The number that a text is, written as in SQL and JSON; nothing if it is none, or has more than
   * 1,000 characters.
   */
  public static Optional<BigDecimal> decimal(String text) {
    if (text.isEmpty() || text.length() > MAX_TEXT_LENGTH || !hasOnlyNumberCharacters(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The date that {@code yyyy-mm-dd} means, or null if the text has another form. */
  static LocalDate parseDate(String text) {
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    if (year < 1 || month < 1 || day < 1) {
      return null;
    }
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int index = from; index < to; index++) {
      int digit = text.charAt(index) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static String text(Column column, Object value) {
    if (!(value instanceof String) && !(value instanceof Number)) {
      throw misfit(column, value, "text");
    }
    String text = value.toString();
    if (Excerpt.isMalformed(text)) {
      throw misfit(column, value, "text in well-formed Unicode");
    }
    return text;
  }

  private static Long integer(Column column, Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    BigDecimal number = number(value);
    if (number == null || number.scale() > 0) {
      throw misfit(column, value, "a whole number");
    }
    if ((long) number.precision() - number.scale() <= MAX_LONG_DIGITS) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException e) {
        // reported below, as any other number that is too large
      }
    }
    throw misfit(column, value, "a whole number of 64 bits");
  }

  private static BigDecimal decimal(Column column, Object value) {
    BigDecimal number = number(value);
    if (number == null) {
      throw misfit(column, value, "a number");
    }
    if ((long) number.precision() - number.scale() > MAX_DIGITS_BEFORE_POINT
        || number.scale() > MAX_DIGITS_AFTER_POINT) {
      throw misfit(column, value, "a number with at most 18 digits on each side of the point");
    }
    return number.setScale(Math.max(column.type().scale(), Math.max(number.scale(), 0)));
  }

  private static LocalDate date(Column column, Object value) {
    LocalDate date = null;
    if (value instanceof LocalDate given && given.getYear() >= 1 && given.getYear() <= 9999) {
      date = given;
    } else if (value instanceof String text) {
      date = parseDate(text);
    }
    if (date == null) {
      throw misfit(column, value, "a date such as '2025-01-31'");
    }
    return date;
  }

  private static Boolean bool(Column column, Object value) {
    if (value instanceof Boolean given) {
      return given;
    }
    if (value instanceof String text && text.equalsIgnoreCase("true")) {
      return true;
    }
    if (value instanceof String text && text.equalsIgnoreCase("false")) {
      return false;
    }
    throw misfit(column, value, "TRUE or FALSE");
  }

  /** The number without trailing zeros, or null if the value is none. */
  private static BigDecimal number(Object value) {
    if (!(value instanceof String) && !(value instanceof Number)) {
      return null;
    }
    String text = value.toString();
    if (text.length() > MAX_NUMBER_LENGTH) {
      return null;
    }
    try {
      return decimal(text).map(BigDecimal::stripTrailingZeros).orElse(null);
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** BigDecimal also reads the digits of other scripts, which SQL and JSON do not. */
  private static boolean hasOnlyNumberCharacters(String text) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if ((character < '0' || character > '9') && "+-.eE".indexOf(character) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int compareText(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int index = 0; index < common; index++) {
      char leftCharacter = left.charAt(index);
      char rightCharacter = right.charAt(index);
      if (leftCharacter != rightCharacter) {
        return codePointRank(leftCharacter) - codePointRank(rightCharacter);
      }
    }
    return left.length() - right.length();
  }

  /** Surrogates stand for code points above all others, although U+E000 to U+FFFF follow them. */
  private static int codePointRank(char character) {
    return Character.isSurrogate(character) ? character + 0x10000 : character;
  }

  private static ProblemException misfit(Column column, Object value, String expected) {
    String found = Excerpt.of(value.toString());
    String shown = value instanceof String ? "'" + found + "'" : found;
    return Problem.of(
            ProblemType.BAD_VALUE,
            "The column "
                + Excerpt.of(column.name())
                + " takes "
                + expected
                + ", not "
                + shown
                + ".")
        .with("column", column.name())
        .asException();
  }
}
