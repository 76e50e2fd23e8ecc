package io.dromedary.sheet;

import static java.util.Objects.requireNonNull;

import io.dromedary.formula.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Computes what follows from changed cells: each cell that may depend on them once, behind all that
 * it reads, and only if something that it reads has another result. Loops instead of recursion, so
 * that a chain may have any length. Not thread-safe.
 */
final class Recalculation {
  private final Evaluation evaluation;
  private long run;

  Recalculation(Evaluation evaluation) {
    this.evaluation = requireNonNull(evaluation, "evaluation is null");
  }

  /**
   * Computes the cells and what depends on them.
   *
   * @param seeds whose content, or whose totals of cubes, have changed
   * @param before told of each cell before its result changes
   * @return a seed that depends on itself, if there is one; then nothing was computed
   */
  Optional<Cell> run(Collection<Cell> seeds, Consumer<Cell> before) {
    List<Cell> reached = reach(seeds);
    List<Cell> ordered = order(reached);
    if (ordered.size() < reached.size()) {
      return Optional.of(inCycle(seeds));
    }
    seeds.forEach(seed -> seed.stale = true);
    for (Cell cell : ordered) {
      if (cell.stale) {
        cell.stale = false;
        compute(cell, before);
      }
    }
    return Optional.empty();
  }

  private void compute(Cell cell, Consumer<Cell> before) {
    Value former = cell.result;
    Value result = evaluation.evaluate(cell, before);
    if (!result.equals(former)) {
      cell.result = result;
      for (int index = 0; index < cell.dependentCount(); index++) {
        cell.dependent(index).stale = true;
      }
    }
  }

  /** The seeds and all that depends on them, with the number of edges among these at each. */
  private List<Cell> reach(Collection<Cell> seeds) {
    run++;
    List<Cell> reached = new ArrayList<>();
    for (Cell seed : seeds) {
      reach(seed, reached);
    }
    for (int next = 0; next < reached.size(); next++) {
      Cell cell = reached.get(next);
      for (int index = 0; index < cell.dependentCount(); index++) {
        Cell dependent = cell.dependent(index);
        reach(dependent, reached);
        dependent.openPrecedents++;
      }
    }
    return reached;
  }

  private void reach(Cell cell, List<Cell> reached) {
    if (cell.run != run) {
      cell.run = run;
      cell.openPrecedents = 0;
      cell.stale = false;
      reached.add(cell);
    }
  }

  /**
   * Those that were reached, each behind its precedents; without those in a cycle or behind one.
   */
  private static List<Cell> order(List<Cell> reached) {
    List<Cell> ordered = new ArrayList<>(reached.size());
    for (Cell cell : reached) {
      if (cell.openPrecedents == 0) {
        ordered.add(cell);
      }
    }
    for (int next = 0; next < ordered.size(); next++) {
      Cell cell = ordered.get(next);
      for (int index = 0; index < cell.dependentCount(); index++) {
        Cell dependent = cell.dependent(index);
        if (--dependent.openPrecedents == 0) {
          ordered.add(dependent);
        }
      }
    }
    return ordered;
  }

  /** The first seed from which a way leads back to itself. */
  private Cell inCycle(Collection<Cell> seeds) {
    for (Cell seed : seeds) {
      if (reachesItself(seed)) {
        return seed;
      }
    }
    throw new IllegalStateException("a cycle goes through none of the changed cells");
  }

  private boolean reachesItself(Cell seed) {
    run++;
    ArrayDeque<Cell> open = new ArrayDeque<>();
    open.add(seed);
    while (!open.isEmpty()) {
      Cell cell = open.poll();
      for (int index = 0; index < cell.dependentCount(); index++) {
        Cell dependent = cell.dependent(index);
        if (dependent == seed) {
          return true;
        }
        if (dependent.run != run) {
          dependent.run = run;
          open.add(dependent);
        }
      }
    }
    return false;
  }
}
