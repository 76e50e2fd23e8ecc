package io.dromedary.cube.spreading;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** A total to divide among the leaves by their weights. A leaf without weight takes no part. */
final class Allocation {
  private final long total;
  private final long[] weights;

  private Allocation(long total, long[] weights) {
    this.total = total;
    this.weights = weights;
  }

  static Allocation equal(long total, int leaves) {
    long[] weights = new long[leaves];
    Arrays.fill(weights, 1);
    return new Allocation(total, weights);
  }

  /** Weighs each leaf by what a function makes of its old value. */
  static Allocation weighted(long total, long[] before, LongUnaryOperator weight) {
    long[] weights = new long[before.length];
    for (int leaf = 0; leaf < weights.length; leaf++) {
      weights[leaf] = weight.applyAsLong(before[leaf]);
    }
    return new Allocation(total, weights);
  }

  long total() {
    return total;
  }

  long[] weights() {
    return weights;
  }
}
