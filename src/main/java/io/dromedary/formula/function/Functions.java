package io.dromedary.formula.function;

import io.dromedary.formula.FunctionLibrary;
import java.util.List;

/** Every function there is. */
public final class Functions {
  private static final FunctionLibrary STANDARD = library();

  private Functions() {}

  /** The functions of the formula language. */
  public static FunctionLibrary standard() {
    return STANDARD;
  }

  private static FunctionLibrary library() {
    FunctionList functions = new FunctionList();
    Aggregates.addTo(functions);
    Statistics.addTo(functions);
    Conditional.addTo(functions);
    Mathematics.addTo(functions);
    Rounding.addTo(functions);
    Trigonometry.addTo(functions);
    Logic.addTo(functions);
    Kinds.addTo(functions);
    Texts.addTo(functions);
    TextParts.addTo(functions);
    Conversions.addTo(functions);
    Dates.addTo(functions);
    DateSpans.addTo(functions);
    Times.addTo(functions);
    for (String name : List.of("NOW", "TODAY", "RAND", "RANDBETWEEN")) {
      functions.refuse(
          name, "there is no function " + name + ": a result depends on the cells alone");
    }
    return functions.library();
  }
}
