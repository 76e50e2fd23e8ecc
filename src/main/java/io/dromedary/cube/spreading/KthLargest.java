package io.dromedary.cube.spreading;

import java.util.Arrays;

/**
 * Selection in linear time, with sorting as the guard against the inputs that would make it square.
 */
final class KthLargest {
  private static final int SMALL = 32;

  private KthLargest() {}

  /** The k-th largest, from 1, of the first {@code count} values, which it reorders. */
  static long of(long[] values, int count, int k) {
    int target = count - k;
    int from = 0;
    int to = count;
    int roundsLeft = 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(count));
    while (to - from > SMALL && roundsLeft-- > 0) {
      long pivot = median(values[from], values[(from + to) >>> 1], values[to - 1]);
      int smaller = from;
      int larger = to;
      for (int index = from; index < larger; ) {
        long value = values[index];
        if (value < pivot) {
          values[index++] = values[smaller];
          values[smaller++] = value;
        } else if (value > pivot) {
          values[index] = values[--larger];
          values[larger] = value;
        } else {
          index++;
        }
      }
      if (target < smaller) {
        to = smaller;
      } else if (target >= larger) {
        from = larger;
      } else {
        return pivot;
      }
    }
    Arrays.sort(values, from, to);
    return values[target];
  }

  private static long median(long first, long second, long third) {
    return Math.max(Math.min(first, second), Math.min(Math.max(first, second), third));
  }
}
