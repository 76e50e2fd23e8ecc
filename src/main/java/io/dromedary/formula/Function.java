package io.dromedary.formula;

/** What a function computes. It has no state and depends on nothing but its arguments. */
@FunctionalInterface
public interface Function {
  /**
   * Computes it. Never throws; what goes wrong is a {@link Value.Failure}. {@link Value#UNDEFINED}
   * only if that is an argument that it chose.
   *
   * @param arguments as many as the function's {@link Arity} allows
   */
  Value apply(Arguments arguments);
}
