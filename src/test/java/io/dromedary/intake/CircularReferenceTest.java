package io.dromedary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas that would depend on themselves. */
@ExtendWith(SharedApplication.class)
class CircularReferenceTest {
  private final TestSheet sheet;

  CircularReferenceTest(RunningApplication application) {
    this.sheet = TestSheet.in(application);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=a", "=A", "=a+1", "='a'", "=b+0*a", "=SUM(1,a)", "=IF(1=1,2,a)", "=IF(a,1,2)"})
  void cellMustNotReferToItself(String formula) {
    sheet.set("b", "1");

    sheet.assertRefused("a", formula, "cell a: circular reference detected");

    sheet.set("a", "5");
    sheet.assertRefused("a", formula, "cell a: circular reference detected");
  }

  @Test
  void cellMustNotReferToItselfThroughOthers() {
    sheet.set("a", "1");
    sheet.set("b", "=a");
    sheet.set("c", "=b+a");
    sheet.set("d", "=SUM(c,b)");

    sheet.assertRefused("a", "=d", "cell a: circular reference detected");
    sheet.assertRefused("b", "=c", "cell b: circular reference detected");

    sheet.assertTaken("a", "2", "2");
    assertThat(sheet.result("d")).isEqualTo("6");
  }

  @Test
  void cycleOfEmptyCellsIsOne() {
    sheet.assertTaken("a", "=b", "");
    sheet.assertTaken("b", "=c", "");

    sheet.assertRefused("c", "=a", "cell c: circular reference detected");
  }

  @Test
  void cycleWithinABatchIsOne() {
    sheet.set("a", "1");
    Answer before = sheet.read();

    Answer answer = sheet.writeAll("x", "1", "b", "=c", "c", "=b");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo("{\"value\":\"=c\",\"result\":\"cell b: circular reference detected\"}");
    sheet.assertUnchangedSince(before);
  }

  @Test
  void batchThatOpensACycleAndClosesItElsewhereIsTaken() {
    sheet.set("a", "1");
    sheet.set("b", "=a");

    Answer answer = sheet.writeAll("a", "=b+1", "b", "7");

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(sheet.result("a")).isEqualTo("8");
  }

  @Test
  void sameNameInAnotherSheetIsNoCycle(RunningApplication application) {
    TestSheet other = TestSheet.in(application);
    sheet.set("a", "=b");

    assertThat(other.write("b", "=a").status()).isEqualTo(201);
  }
}
