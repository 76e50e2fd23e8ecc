package io.dromedary.formula.function;

import io.dromedary.formula.Arithmetic;
import io.dromedary.formula.Comparison;
import io.dromedary.formula.Numbers;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Whole;
import java.util.List;

/** Functions of any number of cells that give one number. */
final class Aggregates {
  private Aggregates() {}

  static void addTo(FunctionList functions) {
    functions.addOfMany("SUM", 1, call -> sum(call.numbers()));
    functions.addOfMany("AVG", 1, call -> average(call.numbers()));
    functions.addOfMany("AVERAGE", 1, call -> average(call.numbers()));
    functions.addOfMany("MIN", 1, call -> extreme(call.numbers(), -1));
    functions.addOfMany("MAX", 1, call -> extreme(call.numbers(), 1));
    functions.addOfMany("COUNT", 1, Aggregates::count);
    functions.addOfMany("COUNTA", 1, Aggregates::countAny);
    functions.addOfMany("PRODUCT", 1, Aggregates::product);
    functions.addOfMany("SUMSQ", 1, Aggregates::sumOfSquares);
  }

  /** The sum of numbers; 0 of none. */
  static Value sum(List<Value> numbers) {
    Value sum = Numbers.ZERO;
    for (Value number : numbers) {
      sum = Arithmetic.add(sum, number);
    }
    return sum;
  }

  /** The arithmetic mean of at least one number. */
  static Value average(List<Value> numbers) {
    return Arithmetic.divide(sum(numbers), new Whole(numbers.size()));
  }

  private static Value extreme(List<Value> numbers, int sign) {
    Value extreme = numbers.get(0);
    for (Value number : numbers) {
      if (!Comparison.areEqual(number, number)) {
        return number;
      }
      if (Comparison.compare(number, extreme) * sign > 0) {
        extreme = number;
      }
    }
    return extreme;
  }

  private static Value count(Call call) {
    long count = 0;
    for (int index = 0; index < call.count(); index++) {
      count += call.any(index).isNumber() ? 1 : 0;
    }
    return new Whole(count);
  }

  private static Value countAny(Call call) {
    long count = 0;
    for (int index = 0; index < call.count(); index++) {
      count += call.any(index) == Value.UNDEFINED ? 0 : 1;
    }
    return new Whole(count);
  }

  private static Value product(Call call) {
    Value product = Numbers.ONE;
    for (Value number : call.numbers()) {
      product = Arithmetic.multiply(product, number);
    }
    return product;
  }

  private static Value sumOfSquares(Call call) {
    Value sum = Numbers.ZERO;
    for (Value number : call.numbers()) {
      sum = Arithmetic.add(sum, Arithmetic.multiply(number, number));
    }
    return sum;
  }
}
