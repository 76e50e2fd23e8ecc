package io.dromedary.sheet;

import io.dromedary.formula.CubeReference;
import io.dromedary.formula.Value;
import java.util.Objects;
import java.util.Set;

/**
 * What a cell was before an edit.
 *
 * @param isNew whether the edit gave the place its number
 */
record Former(
    Cell cell, Cell.Content content, Value result, Set<CubeReference> totals, boolean isNew) {
  static Former of(Cell cell) {
    return new Former(cell, cell.content, cell.result, cell.totals, cell.number == Cell.NO_NUMBER);
  }

  /** Makes the cell what it was. */
  void restore(Watches watches) {
    if (!Objects.equals(cell.content, content)) {
      cell.sheet.setContent(cell, content);
    }
    watches.move(cell, totals);
    cell.result = result;
    if (isNew && cell.number != Cell.NO_NUMBER) {
      cell.sheet.unnumber(cell);
    }
    cell.sheet.forgetIfUnused(cell);
  }
}
