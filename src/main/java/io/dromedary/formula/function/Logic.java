package io.dromedary.formula.function;

import io.dromedary.formula.Arity;
import io.dromedary.formula.Comparison;
import io.dromedary.formula.Numbers;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Failure;
import io.dromedary.formula.Value.Truth;

/**
 * Choices. They evaluate from left to right, and only what the result needs; a branch that is not
 * chosen cannot fail.
 */
final class Logic {
  private Logic() {}

  static void addTo(FunctionList functions) {
    functions.add("TRUE", 0, call -> Truth.of(true));
    functions.add("FALSE", 0, call -> Truth.of(false));
    functions.add("NOT", 1, call -> Truth.of(!call.condition(0)));
    functions.addOfMany("AND", 1, call -> Truth.of(!hasCondition(call, false)));
    functions.addOfMany("OR", 1, call -> Truth.of(hasCondition(call, true)));
    functions.addOfMany("XOR", 1, Logic::exclusiveOr);
    functions.add("IF", 2, 3, Logic::choice);
    functions.add("IFS", Arity.atLeastInPairs(2), Logic::firstTrue);
    functions.addOfMany("SWITCH", 3, Logic::firstEqual);
    functions.addOfMany("CHOOSE", 2, call -> call.any(call.whole(0, 1, call.count() - 1)));
    functions.add("IFERROR", 2, Logic::unlessError);
    functions.add("ISERROR", 1, call -> Truth.of(isError(call.any(0))));
  }

  private static boolean hasCondition(Call call, boolean wanted) {
    for (int index = 0; index < call.count(); index++) {
      if (call.condition(index) == wanted) {
        return true;
      }
    }
    return false;
  }

  private static Value exclusiveOr(Call call) {
    boolean odd = false;
    for (int index = 0; index < call.count(); index++) {
      odd ^= call.condition(index);
    }
    return Truth.of(odd);
  }

  private static Value choice(Call call) {
    if (call.condition(0)) {
      return call.any(1);
    }
    return call.has(2) ? call.any(2) : Truth.of(false);
  }

  private static Value firstTrue(Call call) {
    for (int index = 0; index < call.count(); index += 2) {
      if (call.condition(index)) {
        return call.any(index + 1);
      }
    }
    throw call.refusal("none of the conditions is true");
  }

  private static Value firstEqual(Call call) {
    Value wanted = call.value(0);
    int index = 1;
    for (; index + 1 < call.count(); index += 2) {
      if (Comparison.areEqual(wanted, call.value(index))) {
        return call.any(index + 1);
      }
    }
    if (call.has(index)) {
      return call.any(index);
    }
    throw call.refusal("no case is equal to " + wanted.display());
  }

  private static Value unlessError(Call call) {
    Value value = call.any(0);
    return isError(value) ? call.any(1) : value;
  }

  /** Also the results of a division by 0, which spreadsheets call errors. */
  private static boolean isError(Value value) {
    return value instanceof Failure
        || value == Value.UNDEFINED
        || (value.isNumber() && !Numbers.isFinite(value));
  }
}
