package io.dromedary.formula.function;

import io.dromedary.formula.Arithmetic;
import io.dromedary.formula.Comparison;
import io.dromedary.formula.Numbers;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Real;
import io.dromedary.formula.Value.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How numbers are spread, and which of them stands where in their order. */
final class Statistics {
  private static final Whole TWO = new Whole(2);

  private Statistics() {}

  static void addTo(FunctionList functions) {
    functions.addOfMany("MEDIAN", 1, Statistics::median);
    functions.addOfMany("MODE", 1, Statistics::mode);
    functions.addOfMany("VAR", 2, call -> variance(call.numbers(), 1));
    functions.addOfMany("VARP", 1, call -> variance(call.numbers(), 0));
    functions.addOfMany("STDEV", 2, call -> root(variance(call.numbers(), 1)));
    functions.addOfMany("STDEVP", 1, call -> root(variance(call.numbers(), 0)));
    functions.addOfMany("LARGE", 2, call -> ranked(call, true));
    functions.addOfMany("SMALL", 2, call -> ranked(call, false));
    functions.addOfMany("RANK", 2, Statistics::rank);
  }

  private static Value median(Call call) {
    List<Value> sorted = sorted(call.numbers());
    int middle = sorted.size() / 2;
    if (sorted.size() % 2 == 1) {
      return sorted.get(middle);
    }
    return Arithmetic.divide(Arithmetic.add(sorted.get(middle - 1), sorted.get(middle)), TWO);
  }

  /** The most frequent number; of several the one that comes first. */
  private static Value mode(Call call) {
    List<Value> numbers = call.numbers();
    Map<Value, Integer> counts = new TreeMap<>(Comparison::compare);
    int most = 0;
    for (Value number : numbers) {
      most = Math.max(most, counts.merge(number, 1, Integer::sum));
    }
    if (most < 2) {
      throw call.refusal("no number occurs twice");
    }
    for (Value number : numbers) {
      if (counts.get(number) == most) {
        return number;
      }
    }
    throw new IllegalStateException("a number that was counted is missing");
  }

  /**
   * The mean of the squared differences from the mean.
   *
   * @param lost how many degrees of freedom are lost: 1 for a sample, 0 for all there is
   */
  private static Value variance(List<Value> numbers, int lost) {
    Value mean = Aggregates.average(numbers);
    Value sum = Numbers.ZERO;
    for (Value number : numbers) {
      Value difference = Arithmetic.subtract(number, mean);
      sum = Arithmetic.add(sum, Arithmetic.multiply(difference, difference));
    }
    return Arithmetic.divide(sum, new Whole(numbers.size() - lost));
  }

  private static Value root(Value square) {
    return new Real(StrictMath.sqrt(Numbers.real(square)));
  }

  private static Value ranked(Call call, boolean fromTheLargest) {
    int last = call.count() - 1;
    List<Value> sorted = sorted(call.numbers(0, last));
    int place = call.whole(last, 1, last);
    return sorted.get(fromTheLargest ? last - place : place - 1);
  }

  private static Value rank(Call call) {
    Value number = call.number(0);
    long larger = 0;
    boolean found = false;
    for (Value other : call.numbers(1, call.count())) {
      int order = Comparison.compare(other, number);
      larger += order > 0 ? 1 : 0;
      found |= order == 0;
    }
    if (!found) {
      throw call.refusal(number.display() + " is not among the other numbers");
    }
    return new Whole(larger + 1);
  }

  private static List<Value> sorted(List<Value> numbers) {
    List<Value> sorted = new ArrayList<>(numbers);
    sorted.sort(Comparison::compare);
    return sorted;
  }
}
