package io.dromedary.formula.function;

import io.dromedary.formula.Numbers;
import io.dromedary.formula.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Rounding, exact on decimals. A floating-point number is rounded as it is displayed; an infinite
 * one stays what it is.
 */
final class Rounding {
  /** Beyond that many digits before or after the point there is nothing to round. */
  private static final int MAX_DIGITS = 400;

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private Rounding() {}

  static void addTo(FunctionList functions) {
    functions.add("INT", 1, call -> rounded(call, RoundingMode.FLOOR));
    functions.add("TRUNC", 1, 2, call -> rounded(call, RoundingMode.DOWN));
    functions.add("ROUND", 1, 2, call -> rounded(call, RoundingMode.HALF_UP));
    functions.add("ROUNDUP", 1, 2, call -> rounded(call, RoundingMode.UP));
    functions.add("ROUNDDOWN", 1, 2, call -> rounded(call, RoundingMode.DOWN));
    functions.add("CEILING", 1, 2, call -> multiple(call, RoundingMode.CEILING));
    functions.add("FLOOR", 1, 2, call -> multiple(call, RoundingMode.FLOOR));
    functions.add("MROUND", 2, Rounding::nearestMultiple);
    functions.add("EVEN", 1, Rounding::even);
    functions.add("ODD", 1, Rounding::odd);
  }

  private static Value rounded(Call call, RoundingMode mode) {
    Value number = call.number(0);
    int digits = call.has(1) ? call.clamped(1, -MAX_DIGITS, MAX_DIGITS) : 0;
    return Numbers.isFinite(number)
        ? Numbers.of(Numbers.exact(number).setScale(digits, mode))
        : number;
  }

  private static Value multiple(Call call, RoundingMode mode) {
    BigDecimal number = call.exact(0);
    BigDecimal unit = call.has(1) ? call.exact(1) : BigDecimal.ONE;
    if (number.signum() > 0 && unit.signum() < 0) {
      throw call.refusal("a positive number has no multiple of a negative one next to it");
    }
    if (unit.signum() == 0 && mode == RoundingMode.FLOOR && number.signum() != 0) {
      throw call.refusal("argument 2 must not be 0");
    }
    return inUnits(number, unit, mode);
  }

  private static Value nearestMultiple(Call call) {
    BigDecimal number = call.exact(0);
    BigDecimal unit = call.exact(1);
    if (number.signum() * unit.signum() < 0) {
      throw call.refusal("both arguments must have the same sign");
    }
    return inUnits(number, unit, RoundingMode.HALF_UP);
  }

  private static Value inUnits(BigDecimal number, BigDecimal unit, RoundingMode mode) {
    return unit.signum() == 0
        ? Numbers.ZERO
        : Numbers.of(number.divide(unit, 0, mode).multiply(unit));
  }

  /** The next even number away from 0. */
  private static Value even(Call call) {
    return inUnits(call.exact(0), TWO, RoundingMode.UP);
  }

  /** The next odd number away from 0. */
  private static Value odd(Call call) {
    BigDecimal number = call.exact(0);
    BigDecimal size =
        number
            .abs()
            .subtract(BigDecimal.ONE)
            .divide(TWO, 0, RoundingMode.CEILING)
            .multiply(TWO)
            .add(BigDecimal.ONE);
    return Numbers.of(number.signum() < 0 ? size.negate() : size);
  }
}
