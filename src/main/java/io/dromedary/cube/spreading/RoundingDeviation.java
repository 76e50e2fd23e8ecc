package io.dromedary.cube.spreading;

/**
 * Measures, level by level, how far the nodes are from their ideal shares of what their parents
 * got. The figures are millionths of a unit, rounded down, so that one below a unit never looks
 * like a unit.
 */
final class RoundingDeviation {
  static final int DECIMALS = 6;
  private static final long MILLION = 1_000_000;

  private final LeafTree tree;
  private final long[] worst;

  private RoundingDeviation(LeafTree tree) {
    this.tree = tree;
    this.worst = new long[tree.levels()];
  }

  /** The largest deviation of each level. */
  static long[] worstPerLevel(Spread spread) {
    RoundingDeviation deviation = new RoundingDeviation(spread.tree());
    for (Allocation allocation : spread.plan().allocations()) {
      if (allocation.total() != 0) {
        deviation.measure(allocation.weights(), shares(spread, allocation));
      }
    }
    return deviation.worst;
  }

  /** What an allocation gave to each leaf, without its sign: within one allocation all agree. */
  private static long[] shares(Spread spread, Allocation allocation) {
    long[] weights = allocation.weights();
    long[] shares = new long[weights.length];
    for (int leaf = 0; leaf < shares.length; leaf++) {
      if (weights[leaf] > 0) {
        long base = spread.plan().additive() ? spread.before()[leaf] : 0;
        shares[leaf] = Math.abs(spread.after()[leaf] - base);
      }
    }
    return shares;
  }

  private void measure(long[] leafWeights, long[] leafShares) {
    long[][] weights = tree.sums(leafWeights);
    long[][] shares = tree.sums(leafShares);
    for (int stage = 0; stage < tree.leafStage(); stage++) {
      int[] first = tree.firstChildren(stage);
      long largest = 0;
      for (int parent = 0; parent + 1 < first.length; parent++) {
        long total = shares[stage][parent];
        long weight = weights[stage][parent];
        if (total == 0) {
          continue;
        }
        for (int child = first[parent]; child < first[parent + 1]; child++) {
          long childWeight = weights[stage + 1][child];
          long childShare = shares[stage + 1][child];
          largest = Math.max(largest, millionths(childShare, total, childWeight, weight));
        }
      }
      int level = tree.levelOf(stage + 1);
      worst[level] = Math.max(worst[level], largest);
    }
  }

  /** {@code |share - total · childWeight / weight|}. */
  private static long millionths(long share, long total, long childWeight, long weight) {
    long quotient = ExactDivision.productQuotient(total, childWeight, weight);
    long remainder = total * childWeight - quotient * weight;
    return share <= quotient
        ? (quotient - share) * MILLION + fraction(remainder, weight)
        : (share - quotient - 1) * MILLION + fraction(weight - remainder, weight);
  }

  private static long fraction(long part, long whole) {
    return ExactDivision.productQuotient(MILLION, part, whole);
  }
}
