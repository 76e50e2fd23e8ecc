package io.dromedary.formula.function;

import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Truth;
import io.dromedary.formula.Value.Whole;
import java.math.BigInteger;

/** What kind of value a cell has. */
final class Kinds {
  private Kinds() {}

  static void addTo(FunctionList functions) {
    functions.add("ISNUMBER", 1, call -> Truth.of(call.any(0).isNumber()));
    functions.add("ISTEXT", 1, call -> Truth.of(call.any(0) instanceof Text));
    functions.add("ISLOGICAL", 1, call -> Truth.of(call.any(0) instanceof Truth));
    functions.add("ISBLANK", 1, call -> Truth.of(call.any(0) == Value.UNDEFINED));
    functions.add("ISEVEN", 1, call -> Truth.of(!isOdd(call)));
    functions.add("ISODD", 1, call -> Truth.of(isOdd(call)));
    functions.add("N", 1, Kinds::number);
    functions.add("T", 1, call -> call.value(0) instanceof Text text ? text : new Text(""));
  }

  private static boolean isOdd(Call call) {
    BigInteger integer = call.exact(0).toBigInteger();
    return integer.testBit(0);
  }

  private static Value number(Call call) {
    Value value = call.value(0);
    if (value.isNumber()) {
      return value;
    }
    return new Whole(value instanceof Truth truth && truth.value() ? 1 : 0);
  }
}
