package io.dromedary.writer;

import io.dromedary.cube.RowValues;
import io.dromedary.cube.StoredColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changed rows that the tables have still to take up, the oldest first. Not thread-safe. */
final class PendingRows {
  private final Map<StoredColumn, List<RowValues>> columns = new LinkedHashMap<>();
  private final List<CellRows> cells = new ArrayList<>();
  private int count;
  private long since;

  /** Takes what a group has changed in a column. */
  void add(StoredColumn column, RowValues values) {
    start();
    columns.computeIfAbsent(column, key -> new ArrayList<>()).add(values);
    count += values.rows().length;
  }

  /** Takes versions of cells. */
  void add(CellRows rows) {
    start();
    cells.add(rows);
    count += rows.count();
  }

  private void start() {
    if (isEmpty()) {
      since = System.nanoTime();
    }
  }

  /** Takes what came later. */
  void addAll(PendingRows later) {
    later.cells.forEach(this::add);
    later.columns.forEach((column, groups) -> groups.forEach(values -> add(column, values)));
  }

  boolean isEmpty() {
    return columns.isEmpty() && cells.isEmpty();
  }

  /** How many rows, each counted as often as it was changed. */
  int count() {
    return count;
  }

  /** How long ago the first of them came, in nanoseconds. */
  long ageNanos() {
    return System.nanoTime() - since;
  }

  /** By column, the groups' changes in their order. */
  Map<StoredColumn, List<RowValues>> columns() {
    return columns;
  }

  /** Versions of cells, in the order of their edits. */
  List<CellRows> cells() {
    return cells;
  }
}
