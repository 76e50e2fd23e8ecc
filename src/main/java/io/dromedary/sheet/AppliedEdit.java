package io.dromedary.sheet;

import io.dromedary.edit.EditId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an edit has done to the sheets in memory, and what it takes to undo it.
 *
 * @param changes what to record of it, one for each sheet
 * @param written the cells that the edit names, changed or not, in its order
 * @param formers what changed cells were before, in the order of the changes
 * @param versions what the versions of the changed sheets were before
 * @param made the sheet that the edit has made
 */
public record AppliedEdit(
    List<SheetChange> changes,
    List<CellView> written,
    List<Former> formers,
    Map<Sheet, EditId> versions,
    Optional<Sheet> made) {
  /** How many cells have changed. */
  public int cells() {
    return changes.stream().mapToInt(change -> change.cells().size()).sum();
  }
}
