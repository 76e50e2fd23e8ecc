package io.dromedary.cube.spreading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SpreadMethod;
import java.math.BigDecimal;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final String LARGEST = "999999999999999999";

  @Test
  void proportionalKeepsTheShares() {
    Spread spread = spread(SpreadMethod.PROPORTIONAL, "200", 10, 30, 60);

    assertThat(spread.after()).containsExactly(20, 60, 120);
    assertThat(spread.oldTotal()).isEqualTo("100");
    assertThat(spread.newTotal()).isEqualTo("200");
  }

  @Test
  void proportionalOverZerosIsEqual() {
    assertThat(spread(SpreadMethod.PROPORTIONAL, "7", 0, 0, 0).after()).containsExactly(3, 2, 2);
  }

  @Test
  void proportionalOverATotalOfZeroMovesTheLeavesByTheirSize() {
    // 20 · (10, 30, 40) / 80 = 2.5, 7.5, 10: the tie goes to the larger weight
    assertThat(spread(SpreadMethod.PROPORTIONAL, "20", 10, 30, -40, 0).after())
        .containsExactly(12, 38, -30, 0);
  }

  @Test
  void proportionalRoundsThePositiveSubtotalHalfAwayFromZero() {
    // P = 3, N = -1, S = 2: the positive subtotal of 3 is 4.5, of -3 it is -4.5
    assertThat(spread(SpreadMethod.PROPORTIONAL, "3", 3, -1).after()).containsExactly(5, -2);
    assertThat(spread(SpreadMethod.PROPORTIONAL, "-3", 3, -1).after()).containsExactly(-5, 2);
  }

  @Test
  void proportionalOverBothSignsRoundsEachSignOnItsOwn() {
    // P = 30, N = -10, S = 20; of 30, 45 go to (10, 20) and -15 to (-5, 0, -5)
    assertThat(spread(SpreadMethod.PROPORTIONAL, "30", 10, -5, 20, 0, -5).after())
        .containsExactly(15, -8, 30, 0, -7);
  }

  @Test
  void proportionalOverNegativeLeavesKeepsTheirShares() {
    assertThat(spread(SpreadMethod.PROPORTIONAL, "-10", -1, -4).after()).containsExactly(-2, -8);
    assertThat(spread(SpreadMethod.PROPORTIONAL, "10", -1, -4).after()).containsExactly(2, 8);
  }

  @Test
  void proportionalToZeroAndBackLosesTheProfile() {
    assertThat(spread(SpreadMethod.PROPORTIONAL, "0", 1, 3).after()).containsExactly(0, 0);
    assertThat(spread(SpreadMethod.PROPORTIONAL, "4", 0, 0).after()).containsExactly(2, 2);
  }

  @Test
  void equalLevelsTheLeavesEvenIfTheTotalStays() {
    assertThat(spread(SpreadMethod.EQUAL, "100", 10, 90).after()).containsExactly(50, 50);
    assertThat(spread(SpreadMethod.EQUAL, "-7", 1, 0, -9).after()).containsExactly(-3, -2, -2);
  }

  @Test
  void addEqualAddsTheSameToEach() {
    Spread spread = spread(SpreadMethod.ADD_EQUAL, "-8", 1, 0, -9);

    assertThat(spread.after()).containsExactly(-2, -3, -11);
    assertThat(spread.newTotal()).isEqualTo("-16");
  }

  @Test
  void addProportionalSpreadsTheCurrentTotalAndTheIncrement() {
    // 50 · (10, 30) / 40 = 12.5, 37.5: the tie goes to the larger weight, wherever it is
    assertThat(spread(SpreadMethod.ADD_PROPORTIONAL, "10", 10, 30).after()).containsExactly(12, 38);
    assertThat(spread(SpreadMethod.ADD_PROPORTIONAL, "10", 30, 10).after()).containsExactly(38, 12);
  }

  @Test
  void percentIsOfTheTotalWhateverItsSign() {
    assertThat(spread(SpreadMethod.PERCENT, "2", -600, -400).after()).containsExactly(-612, -408);
    assertThat(spread(SpreadMethod.PERCENT, "2", -600, -400).newTotal()).isEqualTo("-1020");
    assertThat(spread(SpreadMethod.PERCENT, "-100", 5, 6).after()).containsExactly(0, 0);
    assertThat(spread(SpreadMethod.PERCENT, "50", 0, 0).after()).containsExactly(0, 0);
  }

  @Test
  void percentRoundsTheTotalHalfAwayFromZero() {
    assertThat(spread(SpreadMethod.PERCENT, "2.5", 20).newTotal()).isEqualTo("21");
    assertThat(spread(SpreadMethod.PERCENT, "2.5", -20).newTotal()).isEqualTo("-21");
    assertThat(spread(SpreadMethod.PERCENT, "2.4999", 20).newTotal()).isEqualTo("20");
  }

  @Test
  void repeatPutsTheValueInEachLeaf() {
    Spread spread = spread(SpreadMethod.REPEAT, "5", 1, 0, -9);

    assertThat(spread.after()).containsExactly(5, 5, 5);
    assertThat(spread.newTotal()).isEqualTo("15");
  }

  @Test
  void clearNeedsNoOperand() {
    Spread spread = Spread.of(SpreadMethod.CLEAR, null, 2, new long[] {7, -9}, tree(7, -9));

    assertThat(spread.after()).containsExactly(0, 0);
    assertThat(spread.oldTotal()).isEqualTo("-0.02");
    assertThat(spread.newTotal()).isEqualTo("0.00");
  }

  @Test
  void valuesAreInUnitsOfTheLastDigit() {
    long[] before = {100, 100, 100};

    Spread spread =
        Spread.of(SpreadMethod.PROPORTIONAL, new BigDecimal("10.0000"), 2, before, tree(before));

    assertThat(spread.after()).containsExactly(334, 333, 333);
    assertThat(spread.newTotal()).isEqualTo("10.00");
    assertThat(spread.before()).containsExactly(100, 100, 100);
  }

  @Test
  void anEmptyRegionIsRefused() {
    for (SpreadMethod method : SpreadMethod.values()) {
      assertProblem(ProblemType.EMPTY_REGION, () -> spread(method, "0"));
    }
  }

  @Test
  void anOperandThatTheMeasureCannotHoldIsRefused() {
    assertTooManyDigits(SpreadMethod.PROPORTIONAL, "1.5", 1, 2);
    assertTooManyDigits(SpreadMethod.ADD_EQUAL, "0.001", 1, 2);
    assertTooManyDigits(SpreadMethod.EQUAL, "1000000000000000000", 1, 2);
    assertTooManyDigits(SpreadMethod.EQUAL, "-1E+999999999", 1, 2);
    assertTooManyDigits(SpreadMethod.REPEAT, "1E-999999999", 1, 2);
    assertTooManyDigits(SpreadMethod.PERCENT, "1E+999999999", 1, 2);
    assertTooManyDigits(SpreadMethod.PERCENT, "1E-999999999", 1, 2);
  }

  @Test
  void totalsOfMoreThanEighteenDigitsAreRefused() {
    long largest = Long.parseLong(LARGEST);

    assertThat(spread(SpreadMethod.PROPORTIONAL, LARGEST, 1).after()).containsExactly(largest);
    assertTooManyDigits(SpreadMethod.ADD_PROPORTIONAL, "1", largest);
    assertTooManyDigits(SpreadMethod.ADD_EQUAL, "1", largest);
    assertTooManyDigits(SpreadMethod.PERCENT, "1", largest);
    assertTooManyDigits(SpreadMethod.REPEAT, "500000000000000000", 1, 1);
  }

  @Test
  void leavesOfMoreThanEighteenDigitsAreRefusedThoughTheTotalFits() {
    // the positive subtotal would be 1000 · 10^17
    assertTooManyDigits(
        SpreadMethod.PROPORTIONAL, "1000", 100_000_000_000_000_000L, -99_999_999_999_999_999L);
  }

  @Test
  void aRegionThatGrewTooLargeCanStillBeCleared() {
    long largest = Long.parseLong(LARGEST);
    long[] before = new long[20];
    Arrays.fill(before, largest);

    assertTooManyDigits(SpreadMethod.PROPORTIONAL, "1", before);
    assertThat(spread(SpreadMethod.CLEAR, "0", before).oldTotal())
        .isEqualTo("19999999999999999980");
  }

  @Test
  void aMethodThatNeedsAnOperandSaysSo() {
    assertThatThrownBy(() -> Spread.of(SpreadMethod.EQUAL, null, 0, new long[1], tree(1)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("operand is null");
  }

  @Test
  void asManyValuesAsLeavesAreNeeded() {
    assertThatThrownBy(() -> Spread.of(SpreadMethod.EQUAL, BigDecimal.ONE, 0, new long[2], tree(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 values for 1 leaves");
  }

  private static Spread spread(SpreadMethod method, String operand, long... before) {
    return Spread.of(method, new BigDecimal(operand), 0, before, tree(before));
  }

  private static LeafTree tree(long... before) {
    return Region.flat(before).tree();
  }

  private static void assertTooManyDigits(SpreadMethod method, String operand, long... before) {
    assertProblem(ProblemType.TOO_MANY_DIGITS, () -> spread(method, operand, before));
  }

  private static void assertProblem(ProblemType type, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, thrown -> assertThat(thrown.problem().type()).isEqualTo(type));
  }
}
