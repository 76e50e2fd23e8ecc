package io.dromedary.cube;

import java.util.Arrays;
import java.util.List;

/**
 * Collects leaves in any order and sorts them. A large cube needs most of the heap for its leaves,
 * so nothing is held twice that is not out of order.
 */
final class LeavesBuilder {
  private static final int SMALLEST = 16;

  private final List<Members> dimensions;
  private final long[] strides;
  private long[] coordinates;
  private int[] leafIds;
  private final long[][] values;
  private int count;
  private boolean sorted = true;

  /**
   * Prepares for leaves of these dimensions.
   *
   * @param expected about how many leaves will come
   * @throws IllegalStateException if the members of all dimensions have more than 2^63 combinations
   */
  LeavesBuilder(List<Members> dimensions, int measures, int expected) {
    this.dimensions = List.copyOf(dimensions);
    this.strides = new long[dimensions.size()];
    int capacity = Math.max(SMALLEST, expected);
    this.coordinates = new long[capacity];
    this.leafIds = new int[capacity];
    this.values = new long[measures][capacity];
    long stride = 1;
    try {
      for (int dimension = dimensions.size() - 1; dimension >= 0; dimension--) {
        strides[dimension] = stride;
        stride = Math.multiplyExact(stride, Math.max(1, dimensions.get(dimension).size()));
      }
    } catch (ArithmeticException e) {
      throw new IllegalStateException(
          "The dimensions have too many members for one cube; split the model", e);
    }
  }

  /** Adds a leaf: its members, one per dimension, and its measures in units. */
  void add(int leafId, int[] members, long[] measureValues) {
    if (count == coordinates.length) {
      resize(count + (count >> 1));
    }
    long coordinate = 0;
    for (int dimension = 0; dimension < members.length; dimension++) {
      coordinate += members[dimension] * strides[dimension];
    }
    sorted &= count == 0 || coordinates[count - 1] < coordinate;
    coordinates[count] = coordinate;
    leafIds[count] = leafId;
    for (int measure = 0; measure < values.length; measure++) {
      values[measure][count] = measureValues[measure];
    }
    count++;
  }

  private void resize(int size) {
    coordinates = Arrays.copyOf(coordinates, size);
    leafIds = Arrays.copyOf(leafIds, size);
    for (int measure = 0; measure < values.length; measure++) {
      values[measure] = Arrays.copyOf(values[measure], size);
    }
  }

  /**
   * The leaves in the order of their coordinates. The builder is of no use afterwards.
   *
   * @throws IllegalStateException if two leaves have the same members
   */
  Leaves build() {
    if (count < coordinates.length) {
      resize(count);
    }
    if (!sorted) {
      sort();
    }
    return new Leaves(dimensions, strides, coordinates, leafIds, values);
  }

  private void sort() {
    long[] inOrder = coordinates.clone();
    Arrays.sort(inOrder);
    requireDistinct(inOrder);
    int[] positions = new int[count];
    Arrays.setAll(positions, source -> Arrays.binarySearch(inOrder, coordinates[source]));
    coordinates = inOrder;
    int[] ids = new int[count];
    for (int source = 0; source < count; source++) {
      ids[positions[source]] = leafIds[source];
    }
    leafIds = ids;
    for (int measure = 0; measure < values.length; measure++) {
      long[] moved = new long[count];
      for (int source = 0; source < count; source++) {
        moved[positions[source]] = values[measure][source];
      }
      values[measure] = moved;
    }
  }

  private void requireDistinct(long[] inOrder) {
    for (int position = 1; position < count; position++) {
      if (inOrder[position - 1] == inOrder[position]) {
        int first = find(inOrder[position], 0);
        int second = find(inOrder[position], first + 1);
        throw new IllegalStateException(
            "The leaf table has two rows with leaf_id %d and %d for one leaf"
                .formatted(leafIds[first], leafIds[second]));
      }
    }
  }

  private int find(long coordinate, int from) {
    int source = from;
    while (coordinates[source] != coordinate) {
      source++;
    }
    return source;
  }
}
