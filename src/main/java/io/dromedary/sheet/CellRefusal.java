package io.dromedary.sheet;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;

/** Says why a sheet does not take a change. */
public final class CellRefusal {
  private CellRefusal() {}

  /**
   * The problem CELL_REFUSED.
   *
   * @param cell the cell that could not be computed: its name is the member {@code cell}
   * @param reason with the name in front it is the member {@code result}
   */
  public static ProblemException of(String cell, String reason) {
    String result = "cell %s: %s".formatted(cell, reason);
    return Problem.of(ProblemType.CELL_REFUSED, result)
        .with("cell", cell)
        .with("result", result)
        .asException();
  }
}
