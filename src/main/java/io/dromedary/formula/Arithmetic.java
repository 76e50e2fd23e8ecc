package io.dromedary.formula;

import io.dromedary.formula.Value.Failure;
import io.dromedary.formula.Value.Real;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Truth;
import io.dromedary.formula.Value.Whole;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

/**
 * The arithmetic of formulas. Exact operands give an exact result as long as {@link Numbers} has
 * one for it, and a {@link Real} otherwise; a {@link Real} operand gives a {@link Real}. Two texts
 * are concatenated by {@link #add}. Everything else gives a {@link Failure}, and an operand that is
 * a failure is handed on, the left one first. Time and memory of every operation are bounded.
 */
public final class Arithmetic {
  private static final Real NAN = new Real(Double.NaN);

  private Arithmetic() {}

  /** The sum of numbers, or the concatenation of texts. */
  public static Value add(Value left, Value right) {
    if (left instanceof Whole a && right instanceof Whole b) {
      long sum = a.value() + b.value();
      if (((a.value() ^ sum) & (b.value() ^ sum)) >= 0) {
        return new Whole(sum);
      }
    } else if (left instanceof Text a && right instanceof Text b) {
      return a.value().length() + b.value().length() > Text.MAX_LENGTH
          ? Text.tooLong()
          : new Text(a.value() + b.value());
    }
    return combine("+", left, right, BigDecimal::add, Double::sum);
  }

  /** The difference. */
  public static Value subtract(Value left, Value right) {
    if (left instanceof Whole a && right instanceof Whole b) {
      long difference = a.value() - b.value();
      if (((a.value() ^ b.value()) & (a.value() ^ difference)) >= 0) {
        return new Whole(difference);
      }
    }
    return combine("-", left, right, BigDecimal::subtract, (a, b) -> a - b);
  }

  /** The product. */
  public static Value multiply(Value left, Value right) {
    if (left instanceof Whole a && right instanceof Whole b) {
      long low = a.value() * b.value();
      if (Math.multiplyHigh(a.value(), b.value()) == low >> 63) {
        return new Whole(low);
      }
    }
    return combine("*", left, right, BigDecimal::multiply, (a, b) -> a * b);
  }

  /** The quotient; infinite or NaN if the right operand is 0. */
  public static Value divide(Value left, Value right) {
    if (left instanceof Whole a
        && right instanceof Whole b
        && b.value() > 0
        && a.value() % b.value() == 0) {
      return new Whole(a.value() / b.value());
    }
    if (Numbers.isExact(left) && Numbers.isExact(right) && !isZero(right)) {
      return exactQuotient(Numbers.exact(left), Numbers.exact(right));
    }
    return real("/", left, right, (a, b) -> b == 0 ? a / 0.0 : a / b);
  }

  private static Value exactQuotient(BigDecimal dividend, BigDecimal divisor) {
    BigDecimal quotient = dividend.divide(divisor, MathContext.DECIMAL128);
    return quotient.multiply(divisor).compareTo(dividend) == 0
        ? Numbers.of(quotient)
        : new Real(quotient.doubleValue());
  }

  /** The remainder, with the sign of the dividend; NaN if the divisor is 0. */
  public static Value remainder(Value left, Value right) {
    if (left instanceof Whole a && right instanceof Whole b && b.value() != 0) {
      return new Whole(a.value() % b.value());
    }
    if (Numbers.isExact(left) && Numbers.isExact(right) && isZero(right)) {
      return NAN;
    }
    return combine("%", left, right, BigDecimal::remainder, (a, b) -> a % b);
  }

  /** The power; exact for a whole exponent if base and result are. */
  public static Value power(Value base, Value exponent) {
    if (Numbers.isExact(base) && exponent instanceof Whole whole) {
      Value power = wholePower(base, whole.value());
      if (power != null) {
        return power;
      }
    }
    return real("^", base, exponent, StrictMath::pow);
  }

  /** The exact power, or null if it has too many digits. */
  private static Value wholePower(Value base, long exponent) {
    Value result = Numbers.ONE;
    Value square = base;
    for (long rest = exponent; rest != 0; rest /= 2) {
      if (rest % 2 != 0) {
        result = multiply(result, square);
      }
      if (rest / 2 != 0) {
        square = multiply(square, square);
      }
      // digits only grow from here on
      if (result instanceof Real || square instanceof Real) {
        return null;
      }
    }
    return exponent < 0 ? divide(Numbers.ONE, result) : result;
  }

  /** The number with the other sign. */
  public static Value negate(Value operand) {
    if (operand instanceof Whole whole && whole.value() != Long.MIN_VALUE) {
      return new Whole(-whole.value());
    }
    if (operand instanceof Real real) {
      return new Real(-real.value());
    }
    return operand.isNumber()
        ? Numbers.of(Numbers.exact(operand).negate())
        : refusal("-", operand, operand);
  }

  /** The number itself: a plus sign before anything else is a failure, too. */
  static Value plus(Value operand) {
    return operand.isNumber() ? operand : refusal("a sign", operand, operand);
  }

  private static boolean isZero(Value number) {
    return Numbers.exact(number).signum() == 0;
  }

  private static Value combine(
      String symbol,
      Value left,
      Value right,
      BinaryOperator<BigDecimal> exact,
      DoubleBinaryOperator real) {
    if (Numbers.isExact(left) && Numbers.isExact(right)) {
      return Numbers.of(exact.apply(Numbers.exact(left), Numbers.exact(right)));
    }
    return real(symbol, left, right, real);
  }

  private static Value real(
      String symbol, Value left, Value right, DoubleBinaryOperator operation) {
    return left.isNumber() && right.isNumber()
        ? new Real(operation.applyAsDouble(Numbers.real(left), Numbers.real(right)))
        : refusal(symbol, left, right);
  }

  private static Failure refusal(String symbol, Value left, Value right) {
    if (left instanceof Failure failure) {
      return failure;
    }
    if (right instanceof Failure failure) {
      return failure;
    }
    Value wrong = left.isNumber() ? right : left;
    if (wrong instanceof Truth truth) {
      return Failure.because(
          symbol + " takes numbers, not " + truth.display() + "; N(…) makes a number of it");
    }
    if (wrong instanceof Text) {
      return Failure.because(
          symbol.equals("+")
              ? "+ takes two numbers or two texts, not a text and "
                  + kind(wrong == left ? right : left)
              : symbol + " takes numbers, not a text");
    }
    return Failure.because("undefined cell");
  }

  private static String kind(Value value) {
    return value.isNumber() ? "a number" : value.display();
  }
}
