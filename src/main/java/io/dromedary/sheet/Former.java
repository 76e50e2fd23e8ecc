package io.dromedary.sheet;

import io.dromedary.formula.CubeReference;
import io.dromedary.formula.Value;
import java.util.Set;

/**
 * What a cell was before an edit.
 *
 * @param isNew whether the edit gave the place its number
 */
record Former(
    Cell cell,
    Cell.Content content,
    Cell[] precedents,
    Value result,
    Set<CubeReference> totals,
    boolean isNew) {
  static Former of(Cell cell) {
    return new Former(
        cell,
        cell.content,
        cell.precedents(),
        cell.result,
        cell.totals,
        cell.number == Cell.NO_NUMBER);
  }

  /** Makes the cell what it was. */
  void restore(Watches watches) {
    cell.sheet.setContent(cell, content);
    if (cell.precedents() != precedents) {
      // What only the former formula mentioned may have been dropped since.
      Cell[] places = new Cell[precedents.length];
      for (int index = 0; index < places.length; index++) {
        places[index] = cell.sheet.place(precedents[index].key);
      }
      cell.setPrecedents(places);
    }
    watches.move(cell, totals);
    cell.result = result;
    if (isNew && cell.number != Cell.NO_NUMBER) {
      cell.sheet.unnumber(cell);
    }
    cell.sheet.forgetIfUnused(cell);
  }
}
