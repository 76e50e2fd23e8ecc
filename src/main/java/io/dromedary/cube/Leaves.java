package io.dromedary.cube;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The leaves of a cube in memory, sorted along the levels of its dimensions. Position {@code p} of
 * every array is the same leaf. Not thread-safe: it belongs to the writer.
 */
final class Leaves {
  /** The value of a measure that is not booked. */
  static final long NULL = Long.MIN_VALUE;

  private final List<Members> dimensions;
  private final long[] strides;
  private final long[] coordinates;
  private final int[] leafIds;
  private final byte[] breakLevels;
  private final long[][] values;

  /** Only made when it is asked for: at a start after a crash. */
  private int[] positionOfLeafId;

  /** Takes leaves in ascending order of their coordinates; see {@link LeavesBuilder}. */
  Leaves(
      List<Members> dimensions,
      long[] strides,
      long[] coordinates,
      int[] leafIds,
      long[][] values) {
    this.dimensions = dimensions;
    this.strides = strides;
    this.coordinates = coordinates;
    this.leafIds = leafIds;
    this.values = values;
    this.breakLevels = new byte[coordinates.length];
    for (int position = 1; position < coordinates.length; position++) {
      breakLevels[position] = (byte) breakLevel(position - 1, position);
    }
  }

  int size() {
    return coordinates.length;
  }

  int levels() {
    return dimensions.stream().mapToInt(members -> members.model().levels().size()).sum();
  }

  long value(int measure, int position) {
    return values[measure][position];
  }

  void set(int measure, int position, long value) {
    values[measure][position] = value;
  }

  int leafId(int position) {
    return leafIds[position];
  }

  /** Where the leaves with these permanent numbers stand. */
  int[] positions(int[] ids) {
    if (positionOfLeafId == null) {
      positionOfLeafId = new int[Arrays.stream(leafIds).max().orElse(-1) + 1];
      for (int position = 0; position < leafIds.length; position++) {
        positionOfLeafId[leafIds[position]] = position;
      }
    }
    return Arrays.stream(ids).map(id -> positionOfLeafId[id]).toArray();
  }

  int member(int dimension, int position) {
    long within =
        dimension == 0 ? coordinates[position] : coordinates[position] % strides[dimension - 1];
    return (int) (within / strides[dimension]);
  }

  /**
   * The outermost level, counted over all dimensions, at which a leaf differs from an earlier one.
   */
  private int breakLevel(int earlier, int later) {
    int level = 0;
    for (int dimension = 0; dimension < dimensions.size(); dimension++) {
      int from = member(dimension, earlier);
      int to = member(dimension, later);
      if (from != to) {
        // A new member of an outer dimension starts every inner one anew.
        return level + dimensions.get(dimension).breakLevel(Math.min(from, to), Math.max(from, to));
      }
      level += dimensions.get(dimension).model().levels().size();
    }
    throw new IllegalStateException("Two leaves have one place");
  }

  /** The break levels of a selection of leaves in ascending position. */
  byte[] breakLevels(int[] positions) {
    byte[] breaks = new byte[positions.length];
    for (int index = 1; index < positions.length; index++) {
      breaks[index] =
          positions[index] == positions[index - 1] + 1
              ? breakLevels[positions[index]]
              : (byte) breakLevel(positions[index - 1], positions[index]);
    }
    return breaks;
  }

  /**
   * The leaves whose members are in the given sets, in ascending position.
   *
   * @param members for each dimension the members meant, or null for all
   * @param residual what else must hold of a leaf's position, or null
   */
  int[] select(BitSet[] members, IntPredicate residual) {
    Selection selection = new Selection(members, residual);
    selection.narrow(0, 0, size(), 0);
    return selection.positions();
  }

  /** Narrows ranges of positions, dimension by dimension, by binary search or by scanning. */
  private final class Selection {
    private final BitSet[] members;
    private final IntPredicate residual;
    private int[] found = new int[16];
    private int count;

    Selection(BitSet[] members, IntPredicate residual) {
      this.members = members;
      this.residual = residual;
    }

    void narrow(int dimension, int from, int to, long base) {
      if (from >= to) {
        return;
      }
      if (isUnrestrictedFrom(dimension)) {
        addRange(from, to);
      } else if (members[dimension] == null || isCheaperToScan(dimension, to - from)) {
        scan(dimension, from, to);
      } else {
        BitSet wanted = members[dimension];
        int start = from;
        for (int member = wanted.nextSetBit(0);
            member >= 0 && start < to;
            member = wanted.nextSetBit(member + 1)) {
          long lower = base + member * strides[dimension];
          start = lowerBound(lower, start, to);
          int end = lowerBound(lower + strides[dimension], start, to);
          narrow(dimension + 1, start, end, lower);
          start = end;
        }
      }
    }

    private boolean isUnrestrictedFrom(int dimension) {
      for (int index = dimension; index < members.length; index++) {
        if (members[index] != null) {
          return false;
        }
      }
      return true;
    }

    private boolean isCheaperToScan(int dimension, int range) {
      int searchSteps = 2 * (32 - Integer.numberOfLeadingZeros(range));
      return (long) members[dimension].cardinality() * searchSteps > range;
    }

    private void scan(int dimension, int from, int to) {
      for (int position = from; position < to; position++) {
        boolean inside = true;
        for (int index = dimension; index < members.length && inside; index++) {
          inside = members[index] == null || members[index].get(member(index, position));
        }
        if (inside) {
          add(position);
        }
      }
    }

    private void addRange(int from, int to) {
      if (residual == null) {
        ensureRoom(to - from);
        for (int position = from; position < to; position++) {
          found[count++] = position;
        }
      } else {
        for (int position = from; position < to; position++) {
          add(position);
        }
      }
    }

    private void add(int position) {
      if (residual == null || residual.test(position)) {
        ensureRoom(1);
        found[count++] = position;
      }
    }

    private void ensureRoom(int more) {
      if (count + more > found.length) {
        found = Arrays.copyOf(found, Math.max(count + more, found.length * 2));
      }
    }

    int[] positions() {
      return count == found.length ? found : Arrays.copyOf(found, count);
    }
  }

  private int lowerBound(long coordinate, int from, int to) {
    int position = Arrays.binarySearch(coordinates, from, to, coordinate);
    return position >= 0 ? position : -position - 1;
  }

  /** The values of a measure in leaves, in units, {@link #NULL} for NULL. */
  long[] values(int measure, int[] positions) {
    long[] values = new long[positions.length];
    for (int index = 0; index < positions.length; index++) {
      values[index] = value(measure, positions[index]);
    }
    return values;
  }

  /** The permanent numbers of leaves. */
  int[] leafIds(int[] positions) {
    int[] leafIds = new int[positions.length];
    Arrays.setAll(leafIds, index -> leafId(positions[index]));
    return leafIds;
  }
}
