package io.dromedary.intake;

import static io.dromedary.testing.TestSheet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells whose names are numbers, which formulas then mean by these numbers. */
@ExtendWith(SharedApplication.class)
class NumberNamedCellsTest {
  private static final String NOT_NUMERIC = "cell with numeric key should has numeric value";

  private final TestSheet sheet;

  NumberNamedCellsTest(RunningApplication application) {
    this.sheet = TestSheet.in(application);
  }

  @Test
  void numberMeansTheCellOfThatName() {
    sheet.assertTaken("9", "53", "53");

    sheet.assertTaken("sum", "=9+141", "194");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4.5", "5689.80", "007", "0", "99999999999999999999", "1e3"})
  void numberOfAnyWritingMayBeAName(String name) {
    sheet.assertTaken("a", "=" + name + "*0", "0");

    sheet.assertTaken(name, "42", "42");

    sheet.assertTaken("a", "=" + name + "*2", "84");
  }

  @Test
  void numberMeansACellOnlyInItsOwnWriting() {
    sheet.set("5689.80", "1");

    sheet.assertTaken("a", "=5689.8", "5689.8");
    sheet.assertTaken("b", "=5689.80", "1");
    sheet.assertTaken("c", "=05689.80", "5689.8");
  }

  @Test
  void formulasFollowTheCellThatComesAndGoes() {
    sheet.set("a", "=9+1");
    sheet.set("b", "=SUM(a,9)");

    sheet.assertTaken("9", "100", "100");
    assertThat(sheet.read("a").body()).isEqualTo(cell("=9+1", "101"));
    assertThat(sheet.result("b")).isEqualTo("201");

    assertThat(sheet.delete("9").status()).isEqualTo(204);
    assertThat(sheet.read("a").body()).isEqualTo(cell("=9+1", "10"));
    assertThat(sheet.result("b")).isEqualTo("19");
  }

  @Test
  void plainNumbersAreNoReferences() {
    sheet.set("a", "9");
    sheet.set("9", "53");

    assertThat(sheet.result("a")).isEqualTo("9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text", " 5", "5 ", "=\"5\"", "=text", "=nobody", "=1=1", "=text+text", "1,5"})
  void nothingButNumbersIsTaken(String value) {
    sheet.set("text", "abc");
    sheet.set("9", "5");

    sheet.assertRefused("9", value, "cell 9: " + NOT_NUMERIC);
    sheet.assertRefused("4.5", value, "cell 4.5: " + NOT_NUMERIC);

    assertThat(sheet.read("4.5").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "-5.5", "007", "+1", "1e3", "=1/3", "=number*2", "=SUM(number,1)"})
  void numbersAndFormulasThatGiveThemAreTaken(String value) {
    sheet.set("number", "7");

    Answer answer = sheet.write("9", value);

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void infiniteNumberIsANumber() {
    sheet.assertTaken("9", "=1/0", "+Inf");
    sheet.assertTaken("8", "=0/0", "NaN");
  }

  @Test
  void changeElsewhereMustNotGiveItText() {
    sheet.set("a", "1");
    sheet.set("b", "=a");
    sheet.set("9", "=b");
    sheet.set("sum", "=9+1");

    sheet.assertRefused("a", "text", "cell 9: " + NOT_NUMERIC);
    sheet.assertRefused("b", "=nobody", "cell 9: " + NOT_NUMERIC);
    assertThat(sheet.delete("a").text("error")).isEqualTo("cell 9: " + NOT_NUMERIC);

    assertThat(sheet.result("9")).isEqualTo("1");
    assertThat(sheet.result("sum")).isEqualTo("2");
  }

  @Test
  void cellMustNotDependOnItselfByItsNumber() {
    sheet.set("9", "1");

    sheet.assertRefused("9", "=9", "cell 9: circular reference detected");
    sheet.assertRefused("8", "=8+1", "cell 8: circular reference detected");
  }

  @Test
  void cellThatWouldTurnALiteralIntoACycleIsRefused() {
    sheet.set("a", "=9+1");

    sheet.assertRefused("9", "=a", "cell 9: circular reference detected");

    assertThat(sheet.result("a")).isEqualTo("10");
    assertThat(sheet.read("9").status()).isEqualTo(404);
  }
}
