package io.dromedary.sheet;

import static java.util.Objects.requireNonNull;

import io.dromedary.formula.CubeReference;
import io.dromedary.formula.Value;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which cells are made of which totals of cubes. Not thread-safe. */
final class Watches {
  private final CubeTotals cubes;
  private final Map<CubeReference, Set<Cell>> watchers = new HashMap<>();

  Watches(CubeTotals cubes) {
    this.cubes = requireNonNull(cubes, "cubes is null");
  }

  Value total(CubeReference reference) {
    return cubes.total(reference);
  }

  /** Notes that a cell is made of other totals than before. */
  void move(Cell cell, Set<CubeReference> totals) {
    if (totals.equals(cell.totals)) {
      return;
    }
    for (CubeReference reference : totals) {
      watchers
          .computeIfAbsent(
              reference,
              absent -> {
                cubes.watch(absent);
                return new HashSet<>();
              })
          .add(cell);
    }
    for (CubeReference former : cell.totals) {
      if (!totals.contains(former)) {
        leave(cell, former);
      }
    }
    cell.totals = totals;
  }

  private void leave(Cell cell, CubeReference reference) {
    Set<Cell> cells = watchers.get(reference);
    cells.remove(cell);
    if (cells.isEmpty()) {
      watchers.remove(reference);
      cubes.unwatch(reference);
    }
  }

  /** The cells that are made of any of the totals, those of a sheet together. */
  List<Cell> cellsOf(Collection<CubeReference> totals) {
    Set<Cell> cells = new HashSet<>();
    totals.forEach(reference -> cells.addAll(watchers.getOrDefault(reference, Set.of())));
    return cells.stream()
        .sorted(
            Comparator.comparingInt((Cell cell) -> cell.sheet.number)
                .thenComparingInt(cell -> cell.number))
        .toList();
  }
}
