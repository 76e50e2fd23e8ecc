package io.dromedary.formula;

import io.dromedary.formula.Value.Decimal;
import io.dromedary.formula.Value.Real;
import io.dromedary.formula.Value.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Which kind of value a number is: {@link Whole} if it is an integer of 64 bits, {@link Decimal} if
 * 34 significant digits hold it exactly and it lies in the range of a double, otherwise {@link
 * Real}. So no number takes more than a few hundred bytes.
 */
public final class Numbers {
  /** Significant digits of an exact number, as in IEEE 754 decimal128. */
  public static final int MAX_DIGITS = 34;

  /** 0. */
  public static final Whole ZERO = new Whole(0);

  /** 1. */
  public static final Whole ONE = new Whole(1);

  private static final int MAX_INTEGER_DIGITS = 308;
  private static final int MAX_FRACTION_DIGITS = 340;
  private static final int MAX_WHOLE_DIGITS = 19;
  private static final int MAX_WHOLE_BITS = 63;

  private Numbers() {}

  /** The value of an exact number. */
  public static Value of(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    int integerDigits = shortest.precision() - shortest.scale();
    if (shortest.scale() <= 0 && integerDigits <= MAX_WHOLE_DIGITS) {
      BigInteger integer = shortest.toBigInteger();
      if (integer.bitLength() <= MAX_WHOLE_BITS) {
        return new Whole(integer.longValue());
      }
    }
    boolean exact =
        shortest.precision() <= MAX_DIGITS
            && integerDigits <= MAX_INTEGER_DIGITS
            && shortest.scale() <= MAX_FRACTION_DIGITS;
    return exact ? new Decimal(shortest) : new Real(shortest.doubleValue());
  }

  /** Whether the value is a number without a rounding error: no {@link Real}. */
  public static boolean isExact(Value number) {
    return number instanceof Whole || number instanceof Decimal;
  }

  /**
   * A finite number as a decimal; a {@link Real} as the one that is displayed, the shortest that
   * stands for its double, so that rounding and comparing do what a person sees.
   *
   * @throws IllegalArgumentException if it is no number, infinite or NaN
   */
  public static BigDecimal exact(Value number) {
    if (number instanceof Whole whole) {
      return BigDecimal.valueOf(whole.value());
    }
    if (number instanceof Decimal decimal) {
      return decimal.value();
    }
    if (number instanceof Real real && Double.isFinite(real.value())) {
      return new BigDecimal(Double.toString(real.value()));
    }
    throw new IllegalArgumentException("not a finite number: " + number);
  }

  /**
   * The double nearest to a number.
   *
   * @throws IllegalArgumentException if it is no number
   */
  public static double real(Value number) {
    if (number instanceof Whole whole) {
      return (double) whole.value();
    }
    if (number instanceof Decimal decimal) {
      return decimal.value().doubleValue();
    }
    if (number instanceof Real real) {
      return real.value();
    }
    throw new IllegalArgumentException("not a number: " + number);
  }

  /** Whether the number is neither infinite nor NaN. */
  public static boolean isFinite(Value number) {
    return !(number instanceof Real real) || Double.isFinite(real.value());
  }
}
