package io.dromedary.cube.spreading;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Divides a whole number among leaves in proportion to their weights by the method of the largest
 * remainder, from the root of their tree downwards: the children of every node sum to it exactly,
 * and every node is less than one unit from its share of its parent.
 *
 * <p>At a node with total {@code T} and weight {@code W}, a child of weight {@code w} gets {@code
 * floor(T·w/W)}; what is left goes, one unit each, to the children with the largest remainders.
 * Equal remainders: the larger weight first, then the earlier child. A weight of 0 gets nothing. A
 * negative total is divided as its absolute value and negated.
 */
public final class TopDownRounding {
  private final LeafTree tree;
  private final long[][] weights;
  private final long[] remainders;
  private final long[] candidates;
  private final int[] tied;

  private TopDownRounding(LeafTree tree, long[][] weights) {
    this.tree = tree;
    this.weights = weights;
    this.remainders = new long[tree.largestFamily()];
    this.candidates = new long[tree.largestFamily()];
    this.tied = new int[tree.largestFamily()];
  }

  /** As {@link #distribute(long, long[], LeafTree, long[])}, into a new array. */
  public static long[] distribute(long total, long[] weights, LeafTree tree) {
    long[] shares = new long[requireNonNull(tree, "tree is null").leaves()];
    distribute(total, weights, tree, shares);
    return shares;
  }

  /**
   * Divides a total among the leaves of a tree.
   *
   * @param total any long but {@link Long#MIN_VALUE}
   * @param weights one per leaf, none negative; not all 0 unless the total is 0
   * @param shares receives one share per leaf; not the array of the weights
   * @throws IllegalArgumentException if a weight is negative, if all are 0 and the total is not, or
   *     if an array is not as long as the tree has leaves
   * @throws io.dromedary.edit.ProblemException TOO_MANY_DIGITS if the sum of the weights does not
   *     fit in a long
   */
  public static void distribute(long total, long[] weights, LeafTree tree, long[] shares) {
    requireNonNull(weights, "weights is null");
    requireNonNull(tree, "tree is null");
    requireNonNull(shares, "shares is null");
    check(total, weights, tree, shares);
    if (total == 0) {
      Arrays.fill(shares, 0);
      return;
    }
    long[][] sums = tree.sums(weights);
    if (tree.leaves() == 0 || sums[0][0] == 0) {
      throw new IllegalArgumentException("no leaf has a weight, so " + total + " has no place");
    }
    new TopDownRounding(tree, sums).descend(Math.abs(total), shares);
    if (total < 0) {
      negate(shares);
    }
  }

  private static void check(long total, long[] weights, LeafTree tree, long[] shares) {
    if (total == Long.MIN_VALUE) {
      throw new IllegalArgumentException("the total is out of range: " + total);
    }
    if (weights.length != tree.leaves() || shares.length != tree.leaves()) {
      throw new IllegalArgumentException(
          "%d weights and %d shares for %d leaves"
              .formatted(weights.length, shares.length, tree.leaves()));
    }
    long signs = 0;
    for (long weight : weights) {
      signs |= weight;
    }
    if (signs < 0) {
      throw new IllegalArgumentException("a weight is negative");
    }
  }

  private static void negate(long[] shares) {
    for (int leaf = 0; leaf < shares.length; leaf++) {
      shares[leaf] = -shares[leaf];
    }
  }

  private void descend(long total, long[] shares) {
    long[] totals = tree.leafStage() == 0 ? shares : new long[1];
    totals[0] = total;
    for (int stage = 0; stage < tree.leafStage(); stage++) {
      int[] first = tree.firstChildren(stage);
      long[] childWeights = weights[stage + 1];
      long[] childTotals = stage + 1 == tree.leafStage() ? shares : new long[childWeights.length];
      for (int parent = 0; parent < totals.length; parent++) {
        divide(
            totals[parent],
            weights[stage][parent],
            childWeights,
            first[parent],
            first[parent + 1],
            childTotals);
      }
      totals = childTotals;
    }
  }

  /** Divides one node's total among its children, those from {@code from} to before {@code to}. */
  private void divide(
      long total, long weight, long[] childWeights, int from, int to, long[] childTotals) {
    if (total == 0 || to - from == 1) {
      Arrays.fill(childTotals, from, to, total);
      return;
    }
    long left =
        ExactDivision.productFits(total, weight)
            ? floorNarrow(total, weight, childWeights, from, to, childTotals)
            : floorWide(total, weight, childWeights, from, to, childTotals);
    if (left > 0) {
      giveUnits((int) left, childWeights, from, to, childTotals);
    }
  }

  /** Gives each child its whole share where no product leaves 63 bits; returns what is left. */
  private long floorNarrow(
      long total, long weight, long[] childWeights, int from, int to, long[] childTotals) {
    long left = total;
    for (int child = from; child < to; child++) {
      long product = total * childWeights[child];
      long quotient = product / weight;
      remainders[child - from] = product - quotient * weight;
      childTotals[child] = quotient;
      left -= quotient;
    }
    return left;
  }

  private long floorWide(
      long total, long weight, long[] childWeights, int from, int to, long[] childTotals) {
    long left = total;
    for (int child = from; child < to; child++) {
      long childWeight = childWeights[child];
      long quotient = ExactDivision.productQuotient(total, childWeight, weight);
      remainders[child - from] = total * childWeight - quotient * weight;
      childTotals[child] = quotient;
      left -= quotient;
    }
    return left;
  }

  /**
   * Gives one unit more to the children that are first by remainder, weight and position. The
   * remainders sum to {@code units} times the node's weight and each is smaller than that weight,
   * so more than {@code units} of them are not 0.
   */
  private void giveUnits(int units, long[] childWeights, int from, int to, long[] childTotals) {
    System.arraycopy(remainders, 0, candidates, 0, to - from);
    long lastRemainder = KthLargest.of(candidates, to - from, units);
    int left = units;
    int tiedCount = 0;
    for (int child = from; child < to; child++) {
      long remainder = remainders[child - from];
      // 1 if the remainder is larger, as arithmetic: no processor can predict this branch.
      int unit = (int) ((lastRemainder - remainder) >>> (Long.SIZE - 1));
      childTotals[child] += unit;
      left -= unit;
      if (remainder == lastRemainder) {
        tied[tiedCount++] = child;
      }
    }
    giveUnitsToTied(left, tiedCount, childWeights, childTotals);
  }

  private void giveUnitsToTied(int units, int tiedCount, long[] childWeights, long[] childTotals) {
    for (int index = 0; index < tiedCount; index++) {
      candidates[index] = childWeights[tied[index]];
    }
    long lastWeight = KthLargest.of(candidates, tiedCount, units);
    int left = units;
    for (int index = 0; index < tiedCount; index++) {
      if (childWeights[tied[index]] > lastWeight) {
        childTotals[tied[index]]++;
        left--;
      }
    }
    for (int index = 0; left > 0; index++) {
      if (childWeights[tied[index]] == lastWeight) {
        childTotals[tied[index]]++;
        left--;
      }
    }
  }
}
