package io.dromedary.formula.function;

import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Real;
import java.util.function.DoubleUnaryOperator;

/** Angles, in radians. */
final class Trigonometry {
  private Trigonometry() {}

  static void addTo(FunctionList functions) {
    add(functions, "SIN", StrictMath::sin);
    add(functions, "COS", StrictMath::cos);
    add(functions, "TAN", StrictMath::tan);
    add(functions, "ATAN", StrictMath::atan);
    add(functions, "DEGREES", StrictMath::toDegrees);
    add(functions, "RADIANS", StrictMath::toRadians);
    functions.add("ASIN", 1, call -> inverse(call, StrictMath::asin));
    functions.add("ACOS", 1, call -> inverse(call, StrictMath::acos));
    // spreadsheets take x before y
    functions.add("ATAN2", 2, call -> new Real(StrictMath.atan2(call.real(1), call.real(0))));
  }

  private static void add(FunctionList functions, String name, DoubleUnaryOperator function) {
    functions.add(name, 1, call -> new Real(function.applyAsDouble(call.real(0))));
  }

  private static Value inverse(Call call, DoubleUnaryOperator function) {
    double number = call.real(0);
    if (number < -1 || number > 1) {
      throw call.refusal("argument 1 must be from -1 to 1");
    }
    return new Real(function.applyAsDouble(number));
  }
}
