package io.dromedary.formula;

import io.dromedary.formula.Value.Real;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Truth;
import io.dromedary.formula.Value.Whole;

/**
 * How values compare, as in spreadsheets: numbers by the value that is displayed, texts without
 * regard to case, FALSE before TRUE; any number before any text before any truth value. NaN is
 * neither equal to anything nor less nor greater.
 */
public final class Comparison {
  private Comparison() {}

  /** Whether two defined values are equal; values of different kinds are not. */
  public static boolean areEqual(Value left, Value right) {
    return !isNan(left) && !isNan(right) && compare(left, right) == 0;
  }

  /**
   * The order of two defined values, none of them a failure: negative, 0 or positive. NaN comes
   * after all other numbers.
   */
  public static int compare(Value left, Value right) {
    if (left instanceof Whole a && right instanceof Whole b) {
      return Long.compare(a.value(), b.value());
    }
    if (left.isNumber() && right.isNumber()) {
      return compareNumbers(left, right);
    }
    if (left instanceof Text a && right instanceof Text b) {
      return a.value().compareToIgnoreCase(b.value());
    }
    if (left instanceof Truth a && right instanceof Truth b) {
      return Boolean.compare(a.value(), b.value());
    }
    return Integer.compare(rank(left), rank(right));
  }

  static boolean isNan(Value value) {
    return value instanceof Real real && Double.isNaN(real.value());
  }

  private static int compareNumbers(Value left, Value right) {
    if (Numbers.isFinite(left) && Numbers.isFinite(right)) {
      return Numbers.exact(left).compareTo(Numbers.exact(right));
    }
    return Double.compare(Numbers.real(left), Numbers.real(right));
  }

  private static int rank(Value value) {
    return value.isNumber() ? 0 : value instanceof Text ? 1 : 2;
  }
}
