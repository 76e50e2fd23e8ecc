package io.dromedary.formula;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * What a cell holds or a formula gives. Numbers are kept exact as long as 34 digits suffice: see
 * {@link Numbers}. Immutable.
 */
public sealed interface Value {
  /** A cell that does not exist. */
  Undefined UNDEFINED = new Undefined();

  /** The result as a client sees it: {@code ""} for {@link #UNDEFINED}, the reason of a failure. */
  String display();

  /** Whether this is a {@link Whole}, {@link Decimal} or {@link Real}. */
  default boolean isNumber() {
    return false;
  }

  /**
   * The value of a cell's plain text: a number if all of it is a number literal with an optional
   * sign before it ({@code 007}, {@code -1.5}, {@code 1e3}; no blanks), otherwise the text itself.
   */
  static Value ofInput(String text) {
    requireNonNull(text, "text is null");
    int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return NumberLiterals.isLiteral(text, sign) ? NumberLiterals.parse(text) : new Text(text);
  }

  /** An integer of 64 bits. */
  record Whole(long value) implements Value {
    @Override
    public String display() {
      return Long.toString(value);
    }

    @Override
    public boolean isNumber() {
      return true;
    }
  }

  /** An exact number of at most 34 significant digits that is no {@link Whole}. */
  record Decimal(BigDecimal value) implements Value {
    /** Takes any number; {@link Numbers#of(BigDecimal)} gives the kind that fits it. */
    public Decimal {
      requireNonNull(value, "value is null");
    }

    @Override
    public String display() {
      return value.stripTrailingZeros().toPlainString();
    }

    @Override
    public boolean isNumber() {
      return true;
    }
  }

  /** A floating-point number, for what has no short exact form; also infinite or NaN. */
  record Real(double value) implements Value {
    @Override
    public String display() {
      if (Double.isNaN(value)) {
        return "NaN";
      }
      if (Double.isInfinite(value)) {
        return value > 0 ? "+Inf" : "-Inf";
      }
      return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    @Override
    public boolean isNumber() {
      return true;
    }
  }

  /** Any text, also an empty one. */
  record Text(String value) implements Value {
    /** The length of the longest text that a formula may build, in characters. */
    public static final int MAX_LENGTH = 32_767;

    public Text {
      requireNonNull(value, "value is null");
    }

    /** The text that a formula has built, or a {@link Failure} if it is too long. */
    public static Value built(String value) {
      return value.length() > MAX_LENGTH ? tooLong() : new Text(value);
    }

    /** The failure of a formula whose text would be longer than {@link #MAX_LENGTH}. */
    public static Failure tooLong() {
      return Failure.because(
          String.format(Locale.ROOT, "the text has more than %,d characters", MAX_LENGTH));
    }

    @Override
    public String display() {
      return value;
    }
  }

  /** TRUE or FALSE. */
  record Truth(boolean value) implements Value {
    private static final Truth TRUE = new Truth(true);
    private static final Truth FALSE = new Truth(false);

    /** One of the two without making a new one. */
    public static Truth of(boolean value) {
      return value ? TRUE : FALSE;
    }

    @Override
    public String display() {
      return value ? "TRUE" : "FALSE";
    }
  }

  /** The type of {@link Value#UNDEFINED}. */
  final class Undefined implements Value {
    private Undefined() {}

    @Override
    public String display() {
      return "";
    }

    @Override
    public String toString() {
      return "Undefined";
    }
  }

  /**
   * Why there is no result.
   *
   * @param cell the cell in which it arose; null until whoever keeps the cells names it
   * @param reason for a person, without a full stop
   */
  record Failure(String cell, String reason) implements Value {
    public Failure {
      requireNonNull(reason, "reason is null");
    }

    /** A failure in a cell that is not known here. */
    public static Failure because(String reason) {
      return new Failure(null, reason);
    }

    @Override
    public String display() {
      return reason;
    }
  }
}
