package io.dromedary.sheet;

import io.dromedary.formula.CubeReference;
import io.dromedary.formula.Value;

/** Where formulas get the totals of cubes from. */
public interface CubeTotals {
  /** The total now, or a failure that says what is wrong with the reference. */
  Value total(CubeReference reference);

  /** Has changes of a total told from now on, until {@link #unwatch}. */
  void watch(CubeReference reference);

  /** Ends what {@link #watch} began. */
  void unwatch(CubeReference reference);
}
