package io.dromedary.cube;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The total of a region, kept up to date while leaves change: a change costs its own size, however
 * large the region is. Not thread-safe.
 */
public final class TotalWatch {
  /** From so many changed leaves in a thousand of the region on, walking beats searching. */
  private static final int MANY_PER_THOUSAND = 50;

  private final int measure;
  private final int scale;

  /** In ascending order. */
  private final int[] positions;

  private BigInteger total;

  TotalWatch(int measure, int scale, int[] positions, BigInteger total) {
    this.measure = measure;
    this.scale = scale;
    this.positions = positions;
    this.total = total;
  }

  /** The total now. */
  public BigDecimal total() {
    return new BigDecimal(total, scale);
  }

  /** Takes a change of leaves, whose positions are in ascending order. */
  void changed(int changedMeasure, int[] changed, long[] before, long[] after) {
    if (changedMeasure != measure) {
      return;
    }
    boolean walk = changed.length > (long) positions.length * MANY_PER_THOUSAND / 1_000;
    long delta = 0;
    int next = 0;
    for (int index = 0; index < changed.length; index++) {
      if (walk) {
        while (next < positions.length && positions[next] < changed[index]) {
          next++;
        }
        if (next == positions.length) {
          break;
        }
      } else {
        next = Arrays.binarySearch(positions, changed[index]);
      }
      if (next >= 0 && positions[next] == changed[index]) {
        delta = Math.addExact(delta, difference(before[index], after[index]));
      }
    }
    if (delta != 0) {
      total = total.add(BigInteger.valueOf(delta));
    }
  }

  private static long difference(long before, long after) {
    return Math.subtractExact(after == Leaves.NULL ? 0 : after, before == Leaves.NULL ? 0 : before);
  }
}
