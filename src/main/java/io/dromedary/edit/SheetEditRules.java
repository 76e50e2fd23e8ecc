package io.dromedary.edit;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What cells must be like to be written. */
final class SheetEditRules {
  private static final int MAX_CELLS = 10_000;

  private SheetEditRules() {}

  /**
   * Holds names and values against the rules.
   *
   * @throws ProblemException MALFORMED_REQUEST with the member {@code field}
   */
  static void requireCells(Map<String, String> cells) {
    if (cells.isEmpty() || cells.size() > MAX_CELLS) {
      throw EditFields.malformed(
          "cells", "An edit writes 1 to %d cells of a sheet.".formatted(MAX_CELLS));
    }
    Set<String> keys = new HashSet<>();
    cells.forEach(
        (name, value) -> {
          CellName.require(name, "cell");
          if (!keys.add(CellName.key(name))) {
            throw EditFields.malformed(
                "cells",
                "The cell '%s' is there twice; upper and lower case make no difference."
                    .formatted(Excerpt.of(name)));
          }
          if (value.isEmpty() || Excerpt.isMalformed(value)) {
            throw EditFields.malformed(
                "cells",
                "The value of the cell '%s' must be a string of Unicode that is not empty."
                    .formatted(Excerpt.of(name)));
          }
        });
  }
}
