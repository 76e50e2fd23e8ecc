package io.dromedary.sheet;

import static java.util.Objects.requireNonNull;

import io.dromedary.formula.Value;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Computes what follows from changed cells: each cell that may depend on them once, behind all that
 * it reads, and only if something that it reads has another result. Loops instead of recursion, so
 * that a chain may have any length. Not thread-safe.
 */
final class Recalculation {
  /** Buffers for more cells are not kept. */
  private static final int MUCH_ROOM = 1 << 18;

  private final Evaluation evaluation;
  private long run;

  /** What the current run has reached, and the same in order; kept from run to run. */
  private Cell[] reached = new Cell[16];

  private Cell[] ordered = new Cell[16];
  private int reachedCount;

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
    reach(seeds);
    int orderedCount = order();
    try {
      if (orderedCount < reachedCount) {
        return Optional.of(inCycle(seeds));
      }
      seeds.forEach(seed -> seed.stale = true);
      for (int index = 0; index < orderedCount; index++) {
        if (ordered[index].stale) {
          ordered[index].stale = false;
          compute(ordered[index], before);
        }
      }
      return Optional.empty();
    } finally {
      release();
    }
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

  /** Lets go of cells, and of room that only few runs need. */
  private void release() {
    if (reached.length > MUCH_ROOM) {
      reached = new Cell[16];
      ordered = new Cell[16];
    } else {
      Arrays.fill(reached, 0, reachedCount, null);
      Arrays.fill(ordered, 0, Math.min(reachedCount, ordered.length), null);
    }
  }

  /** The seeds and all that depends on them, with the number of edges among these at each. */
  private void reach(Collection<Cell> seeds) {
    run++;
    reachedCount = 0;
    seeds.forEach(this::reach);
    for (int next = 0; next < reachedCount; next++) {
      Cell cell = reached[next];
      for (int index = 0; index < cell.dependentCount(); index++) {
        Cell dependent = cell.dependent(index);
        reach(dependent);
        dependent.openPrecedents++;
      }
    }
  }

  private void reach(Cell cell) {
    if (cell.run != run) {
      cell.run = run;
      cell.openPrecedents = 0;
      cell.stale = false;
      if (reachedCount == reached.length) {
        reached = Arrays.copyOf(reached, 2 * reachedCount);
      }
      reached[reachedCount++] = cell;
    }
  }

  /**
   * Puts what was reached into an order in which each stands behind its precedents.
   *
   * @return how many could be put there: all but those in a cycle or behind one
   */
  private int order() {
    if (ordered.length < reachedCount) {
      ordered = new Cell[reached.length];
    }
    int count = 0;
    for (int index = 0; index < reachedCount; index++) {
      if (reached[index].openPrecedents == 0) {
        ordered[count++] = reached[index];
      }
    }
    for (int next = 0; next < count; next++) {
      Cell cell = ordered[next];
      for (int index = 0; index < cell.dependentCount(); index++) {
        Cell dependent = cell.dependent(index);
        if (--dependent.openPrecedents == 0) {
          ordered[count++] = dependent;
        }
      }
    }
    return count;
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
