package io.dromedary.cube.spreading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopDownRoundingTest {
  @Test
  void theLargestRemaindersGetTheUnitsThatAreLeft() {
    // 10 · (47, 160, 158, 120, 15) / 500 = 0.94, 3.2, 3.16, 2.4, 0.3
    assertThat(flat(10, 47, 160, 158, 120, 15)).containsExactly(1, 3, 3, 3, 0);
  }

  @Test
  void equalRemaindersGoToTheLargerWeight() {
    // 2 · (1, 3) / 4 = 0.5, 1.5
    assertThat(flat(2, 1, 3)).containsExactly(0, 2);
    assertThat(flat(2, 3, 1)).containsExactly(2, 0);
  }

  @Test
  void equalRemaindersAndWeightsGoToTheEarlierMembers() {
    assertThat(flat(5, 1, 1, 1)).containsExactly(2, 2, 1);
    // 3 · (3, 1, 3, 1) / 8 = 1.125, 0.375, 1.125, 0.375: one unit for the two of 0.375
    assertThat(flat(3, 3, 1, 3, 1)).containsExactly(1, 1, 1, 0);
    // 4 · (1, 3, 3, 1) / 8 = 0.5, 1.5, 1.5, 0.5: two units, both to the weights of 3
    assertThat(flat(4, 1, 3, 3, 1)).containsExactly(0, 2, 2, 0);
  }

  @Test
  void anOuterLevelIsRoundedBeforeTheInnerOnes() {
    Region region = Region.families(new long[] {1, 1, 1}, new long[] {1, 1});

    // 3 · (3, 2) / 5 = 1.8, 1.2 gives 2 and 1, and each is divided on its own
    assertThat(TopDownRounding.distribute(3, region.values(), region.tree()))
        .containsExactly(1, 1, 0, 1, 0);
    // while without the families the first three members come first
    assertThat(flat(3, 1, 1, 1, 1, 1)).containsExactly(1, 1, 1, 0, 0);
  }

  @Test
  void aNegativeTotalIsRoundedAsItsAbsoluteValue() {
    assertThat(flat(-5, 1, 1, 1)).containsExactly(-2, -2, -1);
  }

  @Test
  void productsOfMoreThan63BitsAreExact() {
    long large = 333_333_333_333_333_333L;

    assertThat(flat(999_999_999_999_999_999L, large, large, large))
        .containsExactly(large, large, large);
    assertThat(flat(999_999_999_999_999_998L, large, large, large))
        .containsExactly(large, large, large - 1);
    assertThat(flat(Long.MAX_VALUE, Long.MAX_VALUE - 1, 1)).containsExactly(Long.MAX_VALUE - 1, 1);
  }

  @Test
  void manySiblingsWithEqualRemaindersAreServedInOrder() {
    long[] weights = new long[100_000];
    Arrays.fill(weights, 7);

    long[] shares = flat(144_574, weights);

    assertThat(shares)
        .containsExactly(
            IntStream.range(0, 100_000).mapToLong(leaf -> leaf < 44_574 ? 2 : 1).toArray());
  }

  @Test
  void aSingleLeafGetsTheTotal() {
    assertThat(flat(42, 3)).containsExactly(42);
  }

  @Test
  void aTotalOfZeroNeedsNoWeights() {
    assertThat(flat(0, 0, 0)).containsExactly(0, 0);
    assertThat(flat(0)).isEmpty();
  }

  @Test
  void aGivenArrayIsOverwritten() {
    Region region = Region.families(new long[] {1, 0}, new long[] {0, 0});
    long[] shares = {9, 9, 9, 9};

    TopDownRounding.distribute(5, region.values(), region.tree(), shares);

    assertThat(shares).containsExactly(5, 0, 0, 0);
  }

  @Test
  void weightsWhoseSumIsNoLongAreRefused() {
    assertThatThrownBy(() -> flat(1, Long.MAX_VALUE, 1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            thrown -> assertThat(thrown.problem().type()).isEqualTo(ProblemType.TOO_MANY_DIGITS));
  }

  @Test
  void callsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> flat(1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no leaf has a weight");
    assertThatThrownBy(() -> flat(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> flat(1, 2, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> flat(Long.MIN_VALUE, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> TopDownRounding.distribute(1, new long[2], Region.flat(1, 2, 3).tree()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long[] flat(long total, long... weights) {
    return TopDownRounding.distribute(total, weights, Region.flat(weights).tree());
  }
}
