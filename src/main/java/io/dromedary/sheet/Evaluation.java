package io.dromedary.sheet;

import static java.util.Objects.requireNonNull;

import io.dromedary.formula.CubeReference;
import io.dromedary.formula.Formula;
import io.dromedary.formula.Scope;
import io.dromedary.formula.Value;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Computes the result of one cell from those of its precedents. Not thread-safe. */
final class Evaluation {
  private static final Value NOT_NUMERIC =
      new Value.Failure(null, "cell with numeric key should has numeric value");

  private final Watches watches;
  private final CellScope scope = new CellScope();

  Evaluation(Watches watches) {
    this.watches = requireNonNull(watches, "watches is null");
  }

  /**
   * The result, of which a failure names the cell where it arose.
   *
   * @param before told of the cell before it changes
   */
  Value evaluate(Cell cell, Consumer<Cell> before) {
    Cell.Content content = cell.content;
    Set<CubeReference> totals = Set.of();
    Value result;
    if (content == null) {
      result = Value.UNDEFINED;
    } else if (content.formula() == null) {
      result = Value.ofInput(content.value());
    } else {
      scope.start(cell);
      result = content.formula().evaluate(scope);
      totals = scope.totals();
    }
    if (content != null
        && Formula.isNumberName(cell.key)
        && !result.isNumber()
        && !(result instanceof Value.Failure)) {
      result = NOT_NUMERIC;
    }
    if (result instanceof Value.Failure failure && failure.cell() == null) {
      result = new Value.Failure(cell.name(), failure.reason());
    }
    if (!result.equals(cell.result) || !totals.equals(cell.totals)) {
      before.accept(cell);
      watches.move(cell, totals);
    }
    return result;
  }

  /** What a formula sees. */
  private final class CellScope implements Scope {
    private Cell cell;
    private Set<CubeReference> totals;

    void start(Cell evaluated) {
      cell = evaluated;
      totals = Set.of();
    }

    Set<CubeReference> totals() {
      return totals;
    }

    @Override
    public Value cell(int reference) {
      return cell.precedents()[reference].result;
    }

    @Override
    public Value external(int external) {
      return cell.content.externals()[external];
    }

    @Override
    public Value cube(CubeReference reference) {
      if (totals.isEmpty()) {
        totals = new LinkedHashSet<>();
      }
      totals.add(reference);
      return watches.total(reference);
    }
  }
}
