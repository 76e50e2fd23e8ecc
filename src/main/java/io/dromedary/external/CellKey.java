package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.CellName;

/**
 * A cell of this instance.
 *
 * @param sheet what all spellings of the sheet's name have in common
 * @param cell likewise of the cell's
 */
record CellKey(String sheet, String cell) {
  CellKey {
    requireNonNull(sheet, "sheet is null");
    requireNonNull(cell, "cell is null");
  }

  static CellKey of(String sheet, String cell) {
    return new CellKey(CellName.key(sheet), CellName.key(cell));
  }
}
