package io.dromedary.formula.function;

import io.dromedary.formula.Arity;
import io.dromedary.formula.FunctionLibrary;
import io.dromedary.formula.Value;

/** Collects the functions of this package. Not thread-safe. */
final class FunctionList {
  private final FunctionLibrary.Builder library = FunctionLibrary.builder();

  /** What a function computes; may throw a {@link Refusal}. */
  @FunctionalInterface
  interface Body {
    Value apply(Call call);
  }

  /** Adds a function. */
  void add(String name, Arity arity, Body body) {
    library.add(
        name,
        arity,
        arguments -> {
          try {
            return body.apply(new Call(name, arguments));
          } catch (Refusal refusal) {
            return refusal.failure();
          }
        });
  }

  /** Adds a function of a fixed number of arguments. */
  void add(String name, int count, Body body) {
    add(name, Arity.exactly(count), body);
  }

  /** Adds a function of a varying number of arguments. */
  void add(String name, int least, int most, Body body) {
    add(name, Arity.between(least, most), body);
  }

  /** Adds a function of any number of arguments. */
  void addOfMany(String name, int least, Body body) {
    add(name, Arity.atLeast(least), body);
  }

  /** Notes why there is no such function. */
  void refuse(String name, String reason) {
    library.refuse(name, reason);
  }

  FunctionLibrary library() {
    return library.build();
  }
}
