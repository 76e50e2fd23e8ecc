package io.dromedary.formula.function;

import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Whole;
import java.util.ArrayList;
import java.util.List;

/** Aggregates of the cells that meet a criterion: the cells first, the criterion last. */
final class Conditional {
  private Conditional() {}

  static void addTo(FunctionList functions) {
    functions.addOfMany("COUNTIF", 2, call -> new Whole(matching(call).size()));
    functions.addOfMany("SUMIF", 2, call -> Aggregates.sum(matchingNumbers(call)));
    functions.addOfMany("AVERAGEIF", 2, Conditional::average);
  }

  private static Value average(Call call) {
    List<Value> numbers = matchingNumbers(call);
    if (numbers.isEmpty()) {
      throw call.refusal("no number meets " + call.text(call.count() - 1));
    }
    return Aggregates.average(numbers);
  }

  private static List<Value> matchingNumbers(Call call) {
    return matching(call).stream().filter(Value::isNumber).toList();
  }

  private static List<Value> matching(Call call) {
    int last = call.count() - 1;
    Criterion criterion = Criterion.of(call.value(last));
    List<Value> matching = new ArrayList<>();
    for (int index = 0; index < last; index++) {
      Value value = call.value(index);
      if (criterion.accepts(value)) {
        matching.add(value);
      }
    }
    return matching;
  }
}
