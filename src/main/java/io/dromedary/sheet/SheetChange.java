package io.dromedary.sheet;

import java.util.Collections;
import java.util.List;

/**
 * What an edit has changed in a sheet.
 *
 * @param sheet the name as it was first written
 * @param number of the sheet
 * @param cells in the order of their numbers
 */
public record SheetChange(String sheet, int number, List<CellVersion> cells) {
  public SheetChange {
    cells = Collections.unmodifiableList(cells);
  }
}
