package io.dromedary.cube;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.lang.ref.Reference;

/**
 * Makes sure, before anything has changed, that an edit of many leaves can be carried through: to
 * run out of memory in the middle would cost reading the whole cube anew, and again each time that
 * the edit comes back.
 */
final class HeapRoom {
  /**
   * What an edit takes until it is committed, in numbers of 64 bits: positions, values before and
   * after, numbers of leaves, its image, and the rows for the tables.
   */
  private static final int NUMBERS_PER_LEAF = 6;

  private HeapRoom() {}

  /**
   * Tries out whether there is room.
   *
   * @throws io.dromedary.edit.ProblemException REGION_TOO_LARGE if there is not
   */
  static void requireFor(int leaves) {
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    if (free > (long) NUMBERS_PER_LEAF * Long.BYTES * leaves) {
      return;
    }
    // What is free after a collection is known only by taking it.
    long[][] room = null;
    try {
      room = new long[NUMBERS_PER_LEAF][leaves];
    } catch (OutOfMemoryError e) {
      throw Problem.of(
              ProblemType.REGION_TOO_LARGE,
              "The edit changes %d leaves at once, for which the heap of %d MB has no room. Edit parts of the region one after the other, or give Java a larger heap."
                  .formatted(leaves, runtime.maxMemory() >> 20))
          .asException();
    } finally {
      Reference.reachabilityFence(room);
    }
  }
}
