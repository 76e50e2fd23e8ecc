package io.dromedary.cube;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.spreading.LeafTree;
import io.dromedary.cube.spreading.Spread;
import io.dromedary.edit.Edit.SetCell;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.Scope;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Works out what an edit of a cell does to the leaves, and changes nothing. Not thread-safe. */
final class EditPlanner {
  private final CubeModel model;
  private final Leaves leaves;
  private final RegionFinder regions;

  EditPlanner(CubeModel model, Leaves leaves, RegionFinder regions) {
    this.model = requireNonNull(model, "model is null");
    this.leaves = requireNonNull(leaves, "leaves is null");
    this.regions = requireNonNull(regions, "regions is null");
  }

  /** What to show of an edit that is only tried. */
  CellPreview preview(SetCell edit) {
    LeafPlan plan = plan(edit);
    return new CellPreview(
        plan.spread().preview(model.levels()),
        leaves.leafIds(plan.positions()),
        plan.before(),
        plan.spread().after());
  }

  /**
   * Works an edit out.
   *
   * @throws ProblemException EMPTY_REGION, TOTAL_CHANGED, TOO_MANY_DIGITS, REGION_TOO_LARGE
   */
  LeafPlan plan(SetCell edit) {
    MeasureModel measure = model.measure(edit.measure()).orElseThrow();
    int number = model.indexOf(measure);
    int[] region = regions.find(edit.region());
    int[] positions = inScope(region, number, edit.scope());
    HeapRoom.requireFor(positions.length);
    long[] before = leaves.values(number, positions);
    boolean bookedNow = positions.length == 1 && before[0] == Leaves.NULL;
    long[] old = bookedNow ? new long[] {0} : before;
    requireExpected(edit, measure, old);
    if (positions.length == 0) {
      throw emptyRegion(edit, region.length);
    }
    Spread spread =
        Spread.of(
            edit.method(),
            edit.operand().orElse(null),
            measure.scale(),
            old,
            LeafTree.of(leaves.breakLevels(positions), leaves.levels()));
    return new LeafPlan(number, positions, before, spread);
  }

  private int[] inScope(int[] region, int measure, Scope scope) {
    if (region.length == 1 && scope == Scope.BOOKED) {
      return region;
    }
    int[] admitted = new int[region.length];
    int count = 0;
    for (int position : region) {
      long value = leaves.value(measure, position);
      if (value != Leaves.NULL && (scope == Scope.BOOKED || value != 0)) {
        admitted[count++] = position;
      }
    }
    return count == region.length ? region : Arrays.copyOf(admitted, count);
  }

  private static void requireExpected(SetCell edit, MeasureModel measure, long[] values) {
    if (edit.expected().isEmpty()) {
      return;
    }
    BigDecimal current = new BigDecimal(sum(values), measure.scale());
    if (current.compareTo(edit.expected().get()) != 0) {
      throw Problem.of(
              ProblemType.TOTAL_CHANGED,
              "The total is %s and not %s: somebody has changed it. Look again, then repeat the edit."
                  .formatted(current.toPlainString(), edit.expected().get().toPlainString()))
          .with("current", current)
          .asException();
    }
  }

  /** Exact, also where the leaves of several totals together pass 64 bits. */
  static BigInteger sum(long[] values) {
    long high = 0;
    long low = 0;
    for (long value : values) {
      high += value >> 32;
      low += value & 0xFFFF_FFFFL;
    }
    return BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
  }

  private static ProblemException emptyRegion(SetCell edit, int leaves) {
    return Problem.of(
            ProblemType.EMPTY_REGION,
            leaves == 0
                ? "No leaf of the cube '%s' satisfies the condition.".formatted(edit.cube())
                : "None of the %d leaves is in the scope '%s'."
                    .formatted(leaves, edit.scope().code()))
        .with("table", edit.table())
        .asException();
  }
}
