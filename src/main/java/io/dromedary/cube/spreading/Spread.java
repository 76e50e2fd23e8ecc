package io.dromedary.cube.spreading;

import static io.dromedary.edit.ProblemType.EMPTY_REGION;
import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.SpreadMethod;
import java.math.BigDecimal;
import java.util.List;

/**
 * The edit of a total, worked out down to the leaves. Values of leaves are in units of {@code
 * 10^-scale}. The arrays are shared, not copied: neither the caller nor this class changes them.
 */
public final class Spread {
  private final MeasureUnits units;
  private final LeafTree tree;
  private final SpreadPlan plan;
  private final long[] before;
  private final long[] after;
  private final SignedSums oldSums;
  private final SignedSums newSums;

  private Spread(
      MeasureUnits units, LeafTree tree, SpreadPlan plan, long[] before, SignedSums oldSums) {
    this.units = units;
    this.tree = tree;
    this.plan = plan;
    this.before = before;
    this.oldSums = oldSums;
    this.after = plan.apply(before, tree);
    this.newSums = SignedSums.of(after);
    // Then every leaf fits too, and the total of every part of the region.
    units.requireFitting(newSums.positive());
    units.requireFitting(newSums.negative());
  }

  /**
   * Spreads an edit. The same arguments give the same leaves, always.
   *
   * @param operand the value that the user gave; what it is depends on the method. Not read by
   *     {@link SpreadMethod#CLEAR}, which may have null
   * @param scale digits after the decimal point of the measure
   * @param before the old values of the leaves that may change, in the order of the tree; each of
   *     less than 19 digits
   * @throws io.dromedary.edit.ProblemException EMPTY_REGION if there is no leaf; TOO_MANY_DIGITS if
   *     the operand is no whole number of units, if the new total or the sum of the new positive or
   *     of the new negative leaves has more than 18 digits, or if the old values are weights and
   *     the sum of their absolute values does not fit in a long
   */
  public static Spread of(
      SpreadMethod method, BigDecimal operand, int scale, long[] before, LeafTree tree) {
    requireNonNull(method, "method is null");
    if (method != SpreadMethod.CLEAR) {
      requireNonNull(operand, "operand is null");
    }
    requireNonNull(before, "before is null");
    requireNonNull(tree, "tree is null");
    if (before.length != tree.leaves()) {
      throw new IllegalArgumentException(
          before.length + " values for " + tree.leaves() + " leaves");
    }
    if (before.length == 0) {
      throw Problem.of(EMPTY_REGION, "the region has no leaf that could take the value")
          .asException();
    }
    MeasureUnits units = new MeasureUnits(scale);
    SignedSums sums = SignedSums.of(before);
    SpreadPlan plan = SpreadPlan.of(method, operand, units, before, sums);
    return new Spread(units, tree, plan, before, sums);
  }

  /** The old values of the leaves, in units. */
  public long[] before() {
    return before;
  }

  /** The new values of the leaves, in units. */
  public long[] after() {
    return after;
  }

  /** The sum of the old values, exact. */
  public BigDecimal oldTotal() {
    return units.value(oldSums.total());
  }

  /** The sum of the new values, exact. */
  public BigDecimal newTotal() {
    return units.value(newSums.total());
  }

  /**
   * What the edit does, for the user who is about to make it.
   *
   * @param levelNames the names of the tree's levels, outermost first
   */
  public SpreadPreview preview(List<String> levelNames) {
    return SpreadPreview.of(this, levelNames);
  }

  LeafTree tree() {
    return tree;
  }

  SpreadPlan plan() {
    return plan;
  }
}
