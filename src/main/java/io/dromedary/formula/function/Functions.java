package io.dromedary.formula.function;

import io.dromedary.formula.FunctionLibrary;

/** Every function there is. */
public final class Functions {
  private static final FunctionLibrary STANDARD = library();

  private Functions() {}

  /** The functions of the formula language. */
  public static FunctionLibrary standard() {
    return STANDARD;
  }

  private static FunctionLibrary library() {
    FunctionLibrary.Builder functions = FunctionLibrary.builder();
    return functions.build();
  }
}
