package io.dromedary.formula.function;

import io.dromedary.formula.Numbers;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Real;
import io.dromedary.formula.Value.Whole;
import java.math.BigDecimal;

/** Numbers as decimals. */
final class Exact {
  static final Whole ZERO = new Whole(0);
  static final Whole ONE = new Whole(1);

  private Exact() {}

  /**
   * A finite number as the decimal that is displayed: of a floating-point number the shortest that
   * stands for it, so that rounding does what a person sees.
   */
  static BigDecimal of(Value number) {
    return number instanceof Real real
        ? new BigDecimal(Double.toString(real.value()))
        : Numbers.exact(number);
  }
}
