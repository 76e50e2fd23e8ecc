package io.dromedary.formula.function;

import io.dromedary.formula.Arithmetic;
import io.dromedary.formula.Comparison;
import io.dromedary.formula.Numbers;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Real;
import io.dromedary.formula.Value.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Arithmetic beyond the operators, roots and logarithms. */
final class Mathematics {
  /** The factorial of more exceeds a double. */
  private static final int MAX_FACTORIAL = 170;

  private static final double MAX_WHOLE_LOGARITHM = 2000;

  private Mathematics() {}

  static void addTo(FunctionList functions) {
    functions.add(
        "ABS", 1, call -> sign(call) < 0 ? Arithmetic.negate(call.number(0)) : call.number(0));
    functions.add("SIGN", 1, call -> new Whole(sign(call)));
    functions.add("MOD", 2, Mathematics::modulo);
    functions.add("QUOTIENT", 2, Mathematics::quotient);
    functions.add("POWER", 2, call -> Arithmetic.power(call.number(0), call.number(1)));
    functions.add("SQRT", 1, Mathematics::squareRoot);
    functions.add("EXP", 1, call -> new Real(StrictMath.exp(call.real(0))));
    functions.add("LN", 1, call -> new Real(StrictMath.log(positive(call, 0))));
    functions.add("LOG10", 1, call -> new Real(StrictMath.log10(positive(call, 0))));
    functions.add("LOG", 1, 2, Mathematics::logarithm);
    functions.add("PI", 0, call -> new Real(Math.PI));
    functions.add("FACT", 1, Mathematics::factorial);
    functions.addOfMany("GCD", 1, Mathematics::greatestDivisor);
    functions.addOfMany("LCM", 1, Mathematics::leastMultiple);
  }

  private static int sign(Call call) {
    Value number = call.number(0);
    return Comparison.areEqual(number, number) ? Comparison.compare(number, Numbers.ZERO) : 0;
  }

  /** The remainder with the sign of the divisor. */
  private static Value modulo(Call call) {
    Value divisor = divisor(call);
    Value remainder = Arithmetic.remainder(call.number(0), divisor);
    int sign = Comparison.compare(remainder, Numbers.ZERO);
    boolean differs = sign != 0 && sign > 0 != Comparison.compare(divisor, Numbers.ZERO) > 0;
    return differs ? Arithmetic.add(remainder, divisor) : remainder;
  }

  private static Value quotient(Call call) {
    divisor(call);
    BigDecimal quotient = call.exact(0).divide(call.exact(1), 0, RoundingMode.DOWN);
    return Numbers.of(quotient);
  }

  private static Value divisor(Call call) {
    Value divisor = call.number(1);
    if (Comparison.areEqual(divisor, Numbers.ZERO)) {
      throw call.refusal("the divisor is 0");
    }
    return divisor;
  }

  private static Value squareRoot(Call call) {
    double number = call.real(0);
    if (number < 0) {
      throw call.refusal("a negative number has no square root");
    }
    return new Real(StrictMath.sqrt(number));
  }

  private static double positive(Call call, int index) {
    double number = call.real(index);
    if (number <= 0) {
      throw call.refusal("only a number above 0 has a logarithm");
    }
    return number;
  }

  private static Value logarithm(Call call) {
    double number = positive(call, 0);
    double base = call.has(1) ? positive(call, 1) : 10;
    if (base == 1) {
      throw call.refusal("there are no logarithms to the base 1");
    }
    double logarithm =
        base == 10 ? StrictMath.log10(number) : StrictMath.log(number) / StrictMath.log(base);
    double nearest = StrictMath.rint(logarithm);
    // the quotient of two rounded logarithms may miss a whole one by a hair
    boolean isWhole =
        Math.abs(nearest) < MAX_WHOLE_LOGARITHM && StrictMath.pow(base, nearest) == number;
    return new Real(isWhole ? nearest : logarithm);
  }

  private static Value factorial(Call call) {
    int number = call.whole(0, 0, MAX_FACTORIAL);
    Value factorial = Numbers.ONE;
    for (int factor = 2; factor <= number; factor++) {
      factorial = Arithmetic.multiply(factorial, new Whole(factor));
    }
    return factorial;
  }

  private static Value greatestDivisor(Call call) {
    BigInteger divisor = BigInteger.ZERO;
    for (int index = 0; index < call.count(); index++) {
      divisor = divisor.gcd(natural(call, index));
    }
    return Numbers.of(new BigDecimal(divisor));
  }

  private static Value leastMultiple(Call call) {
    BigInteger multiple = BigInteger.ONE;
    for (int index = 0; index < call.count(); index++) {
      BigInteger number = natural(call, index);
      if (number.signum() == 0) {
        multiple = BigInteger.ZERO;
      } else if (multiple.signum() != 0) {
        multiple = multiple.divide(multiple.gcd(number)).multiply(number);
      }
      if (new BigDecimal(multiple).precision() > Numbers.MAX_DIGITS) {
        throw call.refusal("the multiple has more than " + Numbers.MAX_DIGITS + " digits");
      }
    }
    return Numbers.of(new BigDecimal(multiple));
  }

  private static BigInteger natural(Call call, int index) {
    long number = call.whole(index);
    if (number < 0) {
      throw call.refusal("argument " + (index + 1) + " must not be negative");
    }
    return BigInteger.valueOf(number);
  }
}
