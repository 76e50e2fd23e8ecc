package io.dromedary.cube.spreading;

import static io.dromedary.edit.ProblemType.TOO_MANY_DIGITS;
import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The units in which a measure of type {@code DECIMAL(18, scale)} is counted: whole multiples of
 * {@code 10^-scale}, of less than 19 digits.
 *
 * @param scale digits after the decimal point, 0 to 18
 */
public record MeasureUnits(int scale) {
  private static final int DIGITS = 18;
  private static final long LIMIT = 1_000_000_000_000_000_000L;
  private static final BigInteger BIG_LIMIT = BigInteger.valueOf(LIMIT);

  public MeasureUnits {
    if (scale < 0 || scale > DIGITS) {
      throw new IllegalArgumentException("a measure has a scale of 0 to 18, not " + scale);
    }
  }

  /**
   * The units of a value that a user gave.
   *
   * @throws ProblemException TOO_MANY_DIGITS if the value is no whole number of units or has more
   *     than 18 digits in units
   */
  public long of(BigDecimal value) {
    requireNonNull(value, "value is null");
    return requirePlain(value, scale, DIGITS - scale)
        .setScale(scale)
        .unscaledValue()
        .longValueExact();
  }

  /** The value of a number of units. */
  public BigDecimal value(BigInteger units) {
    return new BigDecimal(units, scale);
  }

  /**
   * Narrows a total that was computed.
   *
   * @throws ProblemException TOO_MANY_DIGITS if it has more than 18 digits
   */
  long requireFitting(BigInteger units) {
    if (units.abs().compareTo(BIG_LIMIT) >= 0) {
      throw Problem.of(
              TOO_MANY_DIGITS,
              "a total would become %s, and the measure holds 18 digits, %d of them after the point"
                  .formatted(value(units).toPlainString(), scale))
          .asException();
    }
    return units.longValue();
  }

  /**
   * A value whose digits are few enough to compute with: 1E+999999999 is short to write and long to
   * work out.
   */
  static BigDecimal requirePlain(BigDecimal value, int fractionDigits, int wholeDigits) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    long whole = (long) stripped.precision() - stripped.scale();
    if (stripped.scale() > fractionDigits || whole > wholeDigits) {
      throw Problem.of(
              TOO_MANY_DIGITS,
              "%s has more than %d digits before the point or more than %d after it"
                  .formatted(value, wholeDigits, fractionDigits))
          .asException();
    }
    return stripped;
  }
}
