package io.dromedary.cube.spreading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dromedary.edit.SpreadMethod;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadPreviewTest {
  private static final List<String> LEVELS = List.of("family", "product");

  @Test
  void countsWhatHappensToTheLeaves() {
    Region region = Region.families(new long[] {1, 100, 0}, new long[] {99});

    SpreadPreview preview = preview(SpreadMethod.PROPORTIONAL, "100", region);

    // the families of 101 and 99 have 50.5 and 49.5, so 51 and 49; then 51 · (1, 100) / 101 = 1, 50
    assertThat(preview.leavesTouched()).isEqualTo(4);
    assertThat(preview.leavesChanged()).isEqualTo(2);
    assertThat(preview.leavesZeroed()).isZero();
    assertThat(preview.oldTotal()).isEqualTo("200");
    assertThat(preview.newTotal()).isEqualTo("100");
    assertThat(preview.largestFactor()).isEqualTo(1.0);
    assertThat(preview.flagged()).isFalse();
  }

  @Test
  void theWorstDeviationIsGivenForEachLevel() {
    Region region = Region.families(new long[] {1, 1, 1}, new long[] {1, 1});

    // 3 · (3, 2) / 5 = 1.8, 1.2 gives 2, 1; then 2/3 each gives 1, 1, 0 and 1/2 each gives 1, 0
    assertThat(preview(SpreadMethod.PROPORTIONAL, "3", region).worstDeviations())
        .containsExactly(
            new LevelDeviation("family", new BigDecimal("0.200000")),
            new LevelDeviation("product", new BigDecimal("0.666666")));
  }

  @Test
  void aLevelThatDividesNothingDeviatesByNothing() {
    Region region = Region.families(new long[] {1, 1});

    assertThat(preview(SpreadMethod.ADD_EQUAL, "-3", region).worstDeviations())
        .containsExactly(
            new LevelDeviation("family", new BigDecimal("0.000000")),
            new LevelDeviation("product", new BigDecimal("0.500000")));
  }

  @Test
  void bothSignsDeviateWithinTheirOwn() {
    // 45 go to (10, 20) as 15, 30 and -15 to (-5, -5) as -8, -7
    Region region = Region.families(new long[] {10, -5, 20, -5});

    assertThat(preview(SpreadMethod.PROPORTIONAL, "30", region).worstDeviations())
        .extracting(LevelDeviation::units)
        .containsExactly(new BigDecimal("0.000000"), new BigDecimal("0.500000"));
  }

  @Test
  void leavesThatBecomeZeroAreCounted() {
    Region region = Region.families(new long[] {1, 98, 0}, new long[] {1});

    SpreadPreview preview = preview(SpreadMethod.PROPORTIONAL, "10", region);

    assertThat(preview.leavesZeroed()).isEqualTo(2);
    assertThat(preview.flagged()).isFalse();
  }

  @Test
  void aSignFlipIsFlagged() {
    Region region = Region.families(new long[] {1, 2}, new long[] {0});

    SpreadPreview preview = preview(SpreadMethod.PROPORTIONAL, "-6", region);

    assertThat(preview.signFlips()).isEqualTo(2);
    assertThat(preview.leavesOverFactor()).isZero();
    assertThat(preview.largestFactor()).isEqualTo(2.0);
    assertThat(preview.flagged()).isTrue();
  }

  @Test
  void aFactorOfMoreThanAHundredIsFlagged() {
    Region region = Region.families(new long[] {1, 2}, new long[] {0});

    assertThat(preview(SpreadMethod.PROPORTIONAL, "300", region).flagged()).isFalse();
    // 301 · (1, 2) / 3 = 100.33, 200.67: only the second leaf passes 100 times its old value
    SpreadPreview preview = preview(SpreadMethod.PROPORTIONAL, "301", region);
    assertThat(preview.leavesOverFactor()).isEqualTo(1);
    assertThat(preview.largestFactor()).isEqualTo(100.5);
    assertThat(preview.flagged()).isTrue();
  }

  @Test
  void aFactorIsTakenOfLargeValuesToo() {
    Region region = Region.families(new long[] {9_000_000_000_000_000L}, new long[] {0});

    SpreadPreview preview = preview(SpreadMethod.PROPORTIONAL, "900000000000000001", region);

    assertThat(preview.leavesOverFactor()).isEqualTo(1);
    assertThat(preview.largestFactor()).isCloseTo(100.0, within(1e-9));
  }

  @Test
  void leavesThatWereZeroHaveNoFactor() {
    Region region = Region.families(new long[] {0, 0}, new long[] {0});

    SpreadPreview preview = preview(SpreadMethod.REPEAT, "1000", region);

    assertThat(preview.largestFactor()).isZero();
    assertThat(preview.flagged()).isFalse();
    assertThat(preview.leavesChanged()).isEqualTo(3);
  }

  @Test
  void everyLevelNeedsAName() {
    Region region = Region.flat(1, 2);

    assertThatThrownBy(() -> preview(SpreadMethod.EQUAL, "1", region))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 names for 1 levels");
  }

  private static SpreadPreview preview(SpreadMethod method, String operand, Region region) {
    return Spread.of(method, new BigDecimal(operand), 0, region.values(), region.tree())
        .preview(LEVELS);
  }
}
