package io.dromedary.cube.spreading;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a spread does to the leaves, in figures.
 *
 * @param leavesTouched leaves among which the edit is spread
 * @param leavesChanged leaves whose value differs afterwards
 * @param leavesZeroed leaves that become 0 and were not; a later proportional edit leaves them at 0
 * @param signFlips leaves that change from positive to negative or back
 * @param leavesOverFactor leaves whose absolute value grows by a factor over {@link
 *     #FLAGGED_FACTOR}
 * @param largestFactor the largest {@code |new / old|} of the leaves that were not 0; 0 if all were
 * @param oldTotal the total before, exact
 * @param newTotal the total afterwards, exact
 * @param worstDeviations one per level, outermost first. If the leaves have both signs, a
 *     proportional spread rounds the positive and the negative ones apart, and the deviation is
 *     that within either group
 */
public record SpreadPreview(
    int leavesTouched,
    int leavesChanged,
    int leavesZeroed,
    int signFlips,
    int leavesOverFactor,
    double largestFactor,
    BigDecimal oldTotal,
    BigDecimal newTotal,
    List<LevelDeviation> worstDeviations) {

  /** A leaf that grows by more than this is worth a second look. */
  public static final int FLAGGED_FACTOR = 100;

  public SpreadPreview {
    requireNonNull(oldTotal, "oldTotal is null");
    requireNonNull(newTotal, "newTotal is null");
    worstDeviations = List.copyOf(worstDeviations);
  }

  /** Whether a user should look twice before making the edit. */
  public boolean flagged() {
    return signFlips > 0 || leavesOverFactor > 0;
  }

  static SpreadPreview of(Spread spread, List<String> levelNames) {
    if (levelNames.size() != spread.tree().levels()) {
      throw new IllegalArgumentException(
          levelNames.size() + " names for " + spread.tree().levels() + " levels");
    }
    long[] before = spread.before();
    long[] after = spread.after();
    int changed = 0;
    int zeroed = 0;
    int flips = 0;
    int overFactor = 0;
    double largestFactor = 0;
    for (int leaf = 0; leaf < before.length; leaf++) {
      long old = Math.abs(before[leaf]);
      long now = Math.abs(after[leaf]);
      changed += before[leaf] == after[leaf] ? 0 : 1;
      if (old != 0) {
        zeroed += now == 0 ? 1 : 0;
        flips += Long.signum(before[leaf]) * Long.signum(after[leaf]) < 0 ? 1 : 0;
        overFactor += exceeds(now, old) ? 1 : 0;
        largestFactor = Math.max(largestFactor, (double) now / old);
      }
    }
    return new SpreadPreview(
        before.length,
        changed,
        zeroed,
        flips,
        overFactor,
        largestFactor,
        spread.oldTotal(),
        spread.newTotal(),
        deviations(spread, levelNames));
  }

  /** Whether {@code now > 100 · old}, without the product, which may not fit. */
  private static boolean exceeds(long now, long old) {
    return (now + FLAGGED_FACTOR - 1) / FLAGGED_FACTOR > old;
  }

  private static List<LevelDeviation> deviations(Spread spread, List<String> levelNames) {
    long[] worst = RoundingDeviation.worstPerLevel(spread);
    List<LevelDeviation> deviations = new ArrayList<>(worst.length);
    for (int level = 0; level < worst.length; level++) {
      BigDecimal units = BigDecimal.valueOf(worst[level], RoundingDeviation.DECIMALS);
      deviations.add(new LevelDeviation(levelNames.get(level), units));
    }
    return deviations;
  }
}
