package io.dromedary.intake;

import static io.dromedary.testing.TestSheet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values of cells come to. */
@ExtendWith(SharedApplication.class)
class SheetValuesTest {
  private static final int LONGEST_VALUE = 100_000;

  private final TestSheet sheet;

  SheetValuesTest(RunningApplication application) {
    this.sheet = TestSheet.in(application);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "007",
        "-5",
        "+5",
        "1.50",
        "1e3",
        ".5",
        "text",
        " =1+1",
        "\t=1+1",
        "'=1+1",
        " ",
        " 5 ",
        "NaN",
        "null",
        "a\u0000b",
        "\u0000",
        "\u0001\u001f\u007f",
        "\"quoted\" and 'quoted' \\ back",
        "</script>",
        "line\r\nline\u2028",
        "\uD83D\uDC2A \uFFFD \uFEFF",
        "'; DROP TABLE dromedary.cells; --"
      })
  void plainValueComesToItself(String value) {
    sheet.assertTaken("a", value, value);
  }

  @ParameterizedTest
  @CsvSource({
    "007, =a+1, 8",
    "-5, =-a, 5",
    "+5, =a*2, 10",
    "1.50, =a*2, 3",
    "1e3, =a+1, 1001",
    "' =1', =a+a, ' =1 =1'"
  })
  void plainNumbersCountAsNumbersAndTheRestAsText(String value, String formula, String result) {
    sheet.set("a", value);

    sheet.assertTaken("b", formula, result);
  }

  @ParameterizedTest
  @CsvSource({
    "=1+2*3, 7",
    "=(1+2)*3, 9",
    "=-(1+2), -3",
    "=7%4, 3",
    "=-7%4, -3",
    "=2^3^2, 512",
    "=-2^2, -4",
    "=2^-1, 0.5",
    "=4/2, 2",
    "=1/3, 0.3333333333333333",
    "=0.1+0.2, 0.3",
    "=1.50+1.50, 3",
    "=100*1.10, 110",
    "=-17886495277.52278, -17886495277.52278",
    "=-17886495277.52278*1, -17886495277.52278",
    "=1/0, +Inf",
    "=-1/0, -Inf",
    "=0/0, NaN",
    "=9223372036854775807, 9223372036854775807",
    "=9223372036854775807+1, 9223372036854775808",
    "=-9223372036854775807-2, -9223372036854775809",
    "=9223372036854775807*10^9, 9223372036854775807000000000",
    "=9223372036854775807*9223372036854775807, 85070591730234620000000000000000000000",
    "=10^25, 10000000000000000000000000",
    "=1e3, 1000",
    "=1e-7*1, 0.0000001",
    "=  1  +  2  , 3",
    "'=SUM(1,2,3)', 6",
    "'=sum(1,2)+Avg(2,4)+MIN(5,3)+max(1,9)', 18",
    "'=IF(1<2,\"yes\",\"no\")', yes",
    "'=IF(2<1,1/0,5)', 5",
    "'=ROUND(2.567,1)', 2.6",
    "=ABS(-3), 3",
    "'=COUNT(1,2)', 2",
    "'=AND(1=1,NOT(1=2))', TRUE",
    "'=CONCAT(\"a\",1)', a1",
    "=LEN(\"four\"), 4",
    "=UPPER(\"aé\"), AÉ",
    "=LOWER(\"AÉ\"), aé",
    "=\"a \"\"b\"\"\", a \"b\"",
    "=1=1, TRUE",
    "=1<>1, FALSE"
  })
  void formulaComesToItsResult(String formula, String result) {
    sheet.assertTaken("cell", formula, result);
  }

  @ParameterizedTest
  @CsvSource({
    "=, there is nothing after the =",
    "=1+, 'the formula ends where a number, a cell, a text in double quotes or a function should stand'",
    "=(1, the parenthesis of (1 is never closed",
    "=1), this ) closes no parenthesis",
    "=\"a, the quote \" is never closed",
    "=1 2, 'an operator is missing between 1 and 2; a cell of this name is written in single quotes'",
    "=NOSUCH(1), there is no function NOSUCH",
    "=nobody+1, undefined cell 'nobody'",
    "=1*nobody, undefined cell 'nobody'",
    "=-nobody, undefined cell 'nobody'",
    "=text*2, '* takes numbers, not a text'",
    "=2-text, '- takes numbers, not a text'",
    "=text/text, '/ takes numbers, not a text'",
    "=-text, '- takes numbers, not a text'",
    "=text+1, '+ takes two numbers or two texts, not a text and a number'",
    "=1+text, '+ takes two numbers or two texts, not a text and a number'"
  })
  void wrongFormulaIsRefusedAndTheOldValueStays(String formula, String reason) {
    sheet.set("text", "abc");
    sheet.set("cell", "old");

    sheet.assertRefused("cell", formula, "cell cell: " + reason);
  }

  @Test
  void refusedFormulaOfANewCellMakesNone() {
    sheet.set("a", "1");

    sheet.assertRefused(
        "b",
        "=a+",
        "cell b: the formula ends where a number, a cell, a text in double quotes or a function should stand");

    assertThat(sheet.read("b").status()).isEqualTo(404);
  }

  @Test
  void valueThatWouldBreakADependentIsRefusedInItsName() {
    sheet.set("a", "1");
    sheet.set("b", "=a");
    sheet.set("Total", "=b*2");

    sheet.assertRefused("a", "text", "cell Total: * takes numbers, not a text");

    assertThat(sheet.result("total")).isEqualTo("2");
  }

  @Test
  void textsAreConcatenated() {
    sheet.set("first", "Hello ");
    sheet.set("second", "World");

    sheet.assertTaken("both", "=first+second", "Hello World");
    sheet.assertTaken("more", "=both+\"!\"", "Hello World!");
  }

  @Test
  void referenceToNoCellIsEmptyUntilThereIsOne() {
    sheet.assertTaken("a", "=b", "");
    sheet.assertTaken("c", "=a", "");

    sheet.assertTaken("b", "7", "7");

    assertThat(sheet.read("a").body()).isEqualTo(cell("=b", "7"));
    assertThat(sheet.read("c").body()).isEqualTo(cell("=a", "7"));
  }

  @Test
  void emptyReferenceIsNoOperand() {
    sheet.set("a", "=b");

    sheet.assertRefused("c", "=a+1", "cell c: undefined cell 'a'");
  }

  @Test
  void fibonacciNumbersAreExactToTheLastOfSixtyFourBitsAndBeyond() {
    sheet.set("f1", "0");
    sheet.set("f2", "1");
    BigInteger former = BigInteger.ZERO;
    BigInteger current = BigInteger.ONE;
    for (int number = 3; number <= 100; number++) {
      BigInteger next = former.add(current);
      former = current;
      current = next;
      Answer answer = sheet.set("f" + number, "=f%d+f%d".formatted(number - 1, number - 2));
      assertThat(answer.text("result")).as("f%d", number).isEqualTo(current.toString());
    }
    assertThat(sheet.result("f93")).isEqualTo("7540113804746346429");
  }

  @Test
  void longestValueIsTaken() {
    String text = "x".repeat(LONGEST_VALUE);

    sheet.assertTaken("a", text, text);
  }

  @Test
  void longestFormulaIsTaken() {
    String formula = "=1" + "+1".repeat(LONGEST_VALUE / 2 - 1);

    sheet.assertTaken("a", formula, Integer.toString(LONGEST_VALUE / 2));
  }

  @Test
  void longestValueMayNeedSixCharactersForEachOfThemInJson() {
    String text = "\u0001".repeat(LONGEST_VALUE);

    sheet.assertTaken("a", text, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "=1+"})
  void longerValueIsRefused(String start) {
    sheet.set("a", "1");

    sheet.assertRefused(
        "a",
        start + "1".repeat(LONGEST_VALUE + 1 - start.length()),
        "cell a: a cell takes at most 100000 characters, and these are 100001");
  }

  @Test
  void textThatAFormulaBuildsHasALimit() {
    sheet.set("a", "x".repeat(20_000));

    sheet.assertRefused("b", "=a+a", "cell b: the text has more than 32,767 characters");
  }

  @Test
  void depthOfAFormulaHasALimit() {
    sheet.assertTaken("a", "=" + "(".repeat(190) + "1" + ")".repeat(190), "1");

    sheet.assertRefused(
        "a",
        "=" + "(".repeat(20_000) + "1" + ")".repeat(20_000),
        "cell a: the formula is nested deeper than 200 levels");
  }
}
