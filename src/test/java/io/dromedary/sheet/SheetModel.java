package io.dromedary.sheet;

import io.dromedary.formula.CubeReference;
import io.dromedary.formula.Formula;
import io.dromedary.formula.FormulaException;
import io.dromedary.formula.Scope;
import io.dromedary.formula.Value;
import io.dromedary.formula.function.Functions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sheet must do, by the book: every cell is computed anew from the values, by recursion.
 * Only single formulas are computed by the program's own means.
 */
final class SheetModel {
  private final Map<String, String> values;

  SheetModel(Map<String, String> values) {
    this.values = new LinkedHashMap<>(values);
  }

  Map<String, String> values() {
    return values;
  }

  /** The model after a change; null deletes. */
  SheetModel with(Map<String, String> changes) {
    SheetModel next = new SheetModel(values);
    changes.forEach(
        (name, value) -> {
          if (value == null) {
            next.values.remove(name);
          } else {
            next.values.put(name, value);
          }
        });
    return next;
  }

  /** The results by cell, or nothing if a cell has none: a sheet must not come to this. */
  Optional<Map<String, String>> results() {
    Map<String, String> results = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      if (isInCycle(name, name, new HashSet<>())) {
        return Optional.empty();
      }
    }
    for (Map.Entry<String, String> cell : values.entrySet()) {
      Value result = value(cell.getKey());
      if (result instanceof Value.Failure) {
        return Optional.empty();
      }
      results.put(
          cell.getKey(), Formula.isFormula(cell.getValue()) ? result.display() : cell.getValue());
    }
    return Optional.of(results);
  }

  private boolean isInCycle(String start, String name, Set<String> seen) {
    String value = values.get(name);
    if (value == null || !Formula.isFormula(value)) {
      return false;
    }
    for (String reference : parse(value).references()) {
      if (reference.equals(start) || (seen.add(reference) && isInCycle(start, reference, seen))) {
        return true;
      }
    }
    return false;
  }

  private Value value(String name) {
    String text = values.get(name);
    if (text == null) {
      return Value.UNDEFINED;
    }
    Value value = Formula.isFormula(text) ? computed(parse(text)) : Value.ofInput(text);
    boolean mustBeNumber = name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    return mustBeNumber && !value.isNumber() ? Value.Failure.because("no number") : value;
  }

  private Value computed(Formula formula) {
    return formula.evaluate(
        new Scope() {
          @Override
          public Value cell(int reference) {
            return value(formula.references().get(reference));
          }

          @Override
          public Value external(int external) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Value cube(CubeReference reference) {
            throw new UnsupportedOperationException();
          }
        });
  }

  private static Formula parse(String formula) {
    try {
      return Formula.parse(formula, Functions.standard());
    } catch (FormulaException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
