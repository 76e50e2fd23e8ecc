package io.dromedary.cube.spreading;

import static io.dromedary.edit.ProblemType.TOO_MANY_DIGITS;
import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import java.util.Arrays;

/**
 * The hierarchy above the leaves of a region, along a declared order of levels (brand, family,
 * product, …) of which the last is the leaf itself. Immutable.
 *
 * <p>A level that divides nothing, because each of its nodes is the only child of its parent, takes
 * no room: what remains are the <em>stages</em>, from the root (the whole region, stage 0) to the
 * leaves (the last stage). The children of a node are neighbours in the next stage.
 */
public final class LeafTree {
  private final int levels;
  private final int leaves;
  private final int[] stageLevels;
  private final int[][] firstChildren;
  private final int largestFamily;

  private LeafTree(int levels, int leaves, int[] stageLevels, int[][] firstChildren) {
    this.levels = levels;
    this.leaves = leaves;
    this.stageLevels = stageLevels;
    this.firstChildren = firstChildren;
    this.largestFamily = largestFamily(firstChildren);
  }

  /**
   * Builds the tree of leaves that are sorted along the levels, siblings ascending by member key.
   *
   * @param breakLevels for each leaf the outermost level (0 = the first) at which it differs from
   *     the leaf before it; the first element is ignored. It is read, not kept.
   * @param levels the number of levels, the leaf included: 1 to 127
   * @throws IllegalArgumentException if {@code levels} or a break is out of range
   */
  public static LeafTree of(byte[] breakLevels, int levels) {
    requireNonNull(breakLevels, "breakLevels is null");
    if (levels < 1 || levels > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("a tree has 1 to 127 levels, not " + levels);
    }
    int leaves = breakLevels.length;
    int[] nodes = nodesPerLevel(breakLevels, levels);
    int[] stageLevels = dividingLevels(nodes);
    int leafStage = stageLevels.length - 1;
    int[][] firstChildren = new int[leafStage][];
    for (int stage = 0; stage < leafStage; stage++) {
      int parents = stage == 0 ? 1 : nodes[stageLevels[stage]];
      firstChildren[stage] = new int[parents + 1];
      firstChildren[stage][parents] = nodes[stageLevels[stage + 1]];
    }
    linkChildren(breakLevels, stageLevels, firstChildren);
    return new LeafTree(levels, leaves, stageLevels, firstChildren);
  }

  private static int[] nodesPerLevel(byte[] breakLevels, int levels) {
    int[] nodes = new int[levels];
    if (breakLevels.length == 0) {
      return nodes;
    }
    nodes[0] = 1;
    for (int leaf = 1; leaf < breakLevels.length; leaf++) {
      int level = breakLevels[leaf];
      if (level < 0 || level >= levels) {
        throw new IllegalArgumentException(
            "leaf " + leaf + " breaks at level " + level + " of " + levels);
      }
      nodes[level]++;
    }
    for (int level = 1; level < levels; level++) {
      nodes[level] += nodes[level - 1];
    }
    return nodes;
  }

  /** The level of each stage; the root has none, written -1. */
  private static int[] dividingLevels(int[] nodes) {
    int[] stageLevels = new int[nodes.length + 1];
    stageLevels[0] = -1;
    int stages = 1;
    int parents = 1;
    for (int level = 0; level < nodes.length; level++) {
      if (nodes[level] > parents) {
        stageLevels[stages++] = level;
        parents = nodes[level];
      }
    }
    return Arrays.copyOf(stageLevels, stages);
  }

  private static void linkChildren(byte[] breakLevels, int[] stageLevels, int[][] firstChildren) {
    int leafStage = firstChildren.length;
    if (leafStage == 0) {
      return;
    }
    int[] opened = new int[leafStage];
    // The first node of every stage begins with child 0; only later ones need a link.
    Arrays.fill(opened, 1);
    for (int leaf = 1; leaf < breakLevels.length; leaf++) {
      int level = breakLevels[leaf];
      int child = leaf;
      for (int stage = leafStage - 1; stage > 0 && stageLevels[stage] >= level; stage--) {
        int node = opened[stage]++;
        firstChildren[stage][node] = child;
        child = node;
      }
    }
  }

  private static int largestFamily(int[][] firstChildren) {
    int largest = 0;
    for (int[] first : firstChildren) {
      for (int parent = 0; parent + 1 < first.length; parent++) {
        largest = Math.max(largest, first[parent + 1] - first[parent]);
      }
    }
    return largest;
  }

  /** The number of leaves. */
  public int leaves() {
    return leaves;
  }

  /** The number of levels, the leaf included. */
  public int levels() {
    return levels;
  }

  /** The stage of the leaves; 0 if the root is the only leaf. */
  int leafStage() {
    return firstChildren.length;
  }

  /** The level at which a stage after the root divides its parents. */
  int levelOf(int stage) {
    return stageLevels[stage];
  }

  /**
   * Where the children of a stage's nodes begin in the next stage, with the end of the last one's
   * children appended.
   */
  int[] firstChildren(int stage) {
    return firstChildren[stage];
  }

  /** The largest number of children of one node. */
  int largestFamily() {
    return largestFamily;
  }

  /**
   * The sum under every node, by stage and node; the last element is the given array itself.
   *
   * @throws io.dromedary.edit.ProblemException TOO_MANY_DIGITS if a sum does not fit in a long
   */
  long[][] sums(long[] leafValues) {
    long[][] sums = new long[leafStage() + 1][];
    sums[leafStage()] = leafValues;
    for (int stage = leafStage() - 1; stage >= 0; stage--) {
      sums[stage] = sumFamilies(firstChildren[stage], sums[stage + 1]);
    }
    return sums;
  }

  private static long[] sumFamilies(int[] first, long[] children) {
    long[] sums = new long[first.length - 1];
    long overflow = 0;
    for (int parent = 0; parent < sums.length; parent++) {
      long sum = 0;
      for (int child = first[parent]; child < first[parent + 1]; child++) {
        long next = sum + children[child];
        overflow |= (sum ^ next) & (children[child] ^ next);
        sum = next;
      }
      sums[parent] = sum;
    }
    if (overflow < 0) {
      throw Problem.of(
              TOO_MANY_DIGITS, "the leaves of the region are too large for their sum to be exact")
          .asException();
    }
    return sums;
  }
}
