package io.dromedary.formula;

import io.dromedary.formula.function.Functions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A few cells, kept by their names, and the evaluation of a formula over them. */
public final class SampleSheet {
  private final Map<String, Value> cells = new HashMap<>();

  /** Sets a cell to what a client would write into it. */
  public SampleSheet with(String name, String input) {
    return with(name, Value.ofInput(input));
  }

  /** Sets a cell. */
  public SampleSheet with(String name, Value value) {
    cells.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  /** The value of a formula that is one. */
  public Value evaluate(String text) {
    try {
      return evaluate(Formula.parse(text, Functions.standard()));
    } catch (FormulaException e) {
      throw new AssertionError(text + " at " + e.position() + ": " + e.reason(), e);
    }
  }

  /** The value of a formula. */
  public Value evaluate(Formula formula) {
    Value[] read =
        formula.references().stream()
            .map(key -> cells.getOrDefault(key, Value.UNDEFINED))
            .toArray(Value[]::new);
    return formula.evaluate(
        new Scope() {
          @Override
          public Value cell(int reference) {
            return read[reference];
          }

          @Override
          public Value external(int external) {
            return cells.getOrDefault(formula.externals().get(external), Value.UNDEFINED);
          }

          @Override
          public Value cube(CubeReference reference) {
            return new Value.Text(reference.toString());
          }
        });
  }
}
