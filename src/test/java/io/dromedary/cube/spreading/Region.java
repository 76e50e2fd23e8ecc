package io.dromedary.cube.spreading;

import io.dromedary.cube.spreading.ReferenceRounding.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** A region made for a test: the leaves' values and breaks. */
final class Region {
  private final long[] values;
  private final byte[] breakLevels;
  private final int levels;

  Region(long[] values, byte[] breakLevels, int levels) {
    this.values = values;
    this.breakLevels = breakLevels;
    this.levels = levels;
  }

  /** Leaves that are all children of the root. */
  static Region flat(long... values) {
    return new Region(values, new byte[values.length], 1);
  }

  /** Two levels: families of leaves. */
  static Region families(long[]... families) {
    long[] values = Arrays.stream(families).flatMapToLong(Arrays::stream).toArray();
    byte[] breakLevels = new byte[values.length];
    int leaf = 0;
    for (long[] family : families) {
      Arrays.fill(breakLevels, leaf, leaf + family.length, (byte) 1);
      breakLevels[leaf] = 0;
      leaf += family.length;
    }
    return new Region(values, breakLevels, 2);
  }

  long[] values() {
    return values;
  }

  /** The same leaves with other values. */
  Region with(long[] otherValues) {
    return new Region(otherValues, breakLevels, levels);
  }

  Region map(LongUnaryOperator change) {
    return with(Arrays.stream(values).map(change).toArray());
  }

  int levels() {
    return levels;
  }

  LeafTree tree() {
    return LeafTree.of(breakLevels, levels);
  }

  /** The parts into which a level divides a node of the level before it. */
  List<Node> children(Node node, int level) {
    List<Node> children = new ArrayList<>();
    int from = node.from();
    for (int leaf = from + 1; leaf <= node.to(); leaf++) {
      if (leaf == node.to() || breakLevels[leaf] <= level) {
        children.add(new Node(from, leaf));
        from = leaf;
      }
    }
    return children;
  }

  @Override
  public String toString() {
    return "values %s, breaks %s, %d levels"
        .formatted(Arrays.toString(values), Arrays.toString(breakLevels), levels);
  }
}
