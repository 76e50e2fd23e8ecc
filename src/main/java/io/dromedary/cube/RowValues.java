package io.dromedary.cube;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of a column and their new values.
 *
 * @param rows their numbers, each once
 * @param units in units of the last digit, {@link Long#MIN_VALUE} for NULL
 */
public record RowValues(int[] rows, long[] units) {
  /** The values after several changes, of which a later one counts more than an earlier one. */
  public static RowValues merge(List<RowValues> changes) {
    if (changes.size() == 1) {
      return changes.get(0);
    }
    int size = changes.stream().mapToInt(change -> change.rows().length).sum();
    long[] units = new long[size];
    // Row and place in one number, so that sorting brings the changes of a row together in order.
    long[] rowAndPlace = new long[size];
    int place = 0;
    for (RowValues change : changes) {
      for (int index = 0; index < change.rows().length; index++) {
        units[place] = change.units()[index];
        rowAndPlace[place] = (long) change.rows()[index] << 32 | place;
        place++;
      }
    }
    Arrays.sort(rowAndPlace);
    int[] mergedRows = new int[size];
    long[] mergedUnits = new long[size];
    int count = 0;
    for (int index = 0; index < size; index++) {
      int row = (int) (rowAndPlace[index] >> 32);
      if (index + 1 == size || (int) (rowAndPlace[index + 1] >> 32) != row) {
        mergedRows[count] = row;
        mergedUnits[count++] = units[(int) rowAndPlace[index]];
      }
    }
    return new RowValues(Arrays.copyOf(mergedRows, count), Arrays.copyOf(mergedUnits, count));
  }
}
