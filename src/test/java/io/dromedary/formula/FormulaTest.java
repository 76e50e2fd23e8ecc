package io.dromedary.formula;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.formula.Value.Failure;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Truth;
import io.dromedary.formula.Value.Whole;
import io.dromedary.formula.function.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  private final SampleSheet sheet =
      new SampleSheet()
          .with("seven", "7")
          .with("word", "x")
          .with("9", "53")
          .with("yes", Truth.of(true))
          .with("broken", new Failure("broken", "too hot"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=1+2*3          | 7",
        "=(1+2)*3        | 9",
        "=10-4-3         | 3",
        "=100/10/2       | 5",
        "=7%4%2          | 1",
        "=-7%3           | -1",
        "=7%-3           | 1",
        "=2^3^2          | 512",
        "=-2^2           | -4",
        "=(-2)^2         | 4",
        "=2^-1           | 0.5",
        "=2^-2^2         | 0.0625",
        "=--1            | 1",
        "=2*-3           | -6",
        "=2--3           | 5",
        "=+seven         | 7",
        "=1+2&3+4        | 37",
        "=1+1=2          | TRUE",
        "=3>2=yes        | TRUE",
        "=1&2=12         | FALSE",
      })
  void operatorsBindAsInMathematics(String formula, String result) {
    assertThat(sheet.evaluate(formula).display()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=0.1+0.2                    | 0.3",
        "=1/3                        | 0.3333333333333333",
        "=4/2                        | 2",
        "=1/3*3                      | 1",
        "=1/8                        | 0.125",
        "=-17886495277.52278*1       | -17886495277.52278",
        "=9223372036854775807+1      | 9223372036854775808",
        "=-9223372036854775807-2     | -9223372036854775809",
        "=9223372036854775808-1      | 9223372036854775807",
        "=-(-9223372036854775807-1)  | 9223372036854775808",
        "=(-9223372036854775807-1)/-1 | 9223372036854775808",
        "=4294967296*4294967296      | 18446744073709551616",
        "=7540113804746346429+4660046610375530309 | 12200160415121876738",
        "=1e20+1                     | 100000000000000000001",
        "=1e34*1e34+1                |"
            + " 100000000000000000000000000000000000000000000000000000000000000000000",
        "=1/0                        | +Inf",
        "=-1/0                       | -Inf",
        "=0/0                        | NaN",
        "=5%0                        | NaN",
        "=5.5%2                      | 1.5",
        "=0^0                        | 1",
        "=0^-1                       | +Inf",
        "=0.5^-3                     | 8",
        "=7^0.5                      | 2.6457513110645907",
        "=1/0-1/0                    | NaN",
      })
  void numbersStayExactAsLongAsTheyCan(String formula, String result) {
    assertThat(sheet.evaluate(formula).display()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=0.1+0.2=0.3     | TRUE",
        "=1/3*3=1         | TRUE",
        "=1.0=1           | TRUE",
        "='seven'>=7      | TRUE",
        "=2<>2            | FALSE",
        "=\"a\"=\"A\"     | TRUE",
        "=\"a\"<\"B\"     | TRUE",
        "=999<\"a\"       | TRUE",
        "=\"z\"<yes       | TRUE",
        "=1=\"1\"         | FALSE",
        "=1<>\"1\"        | TRUE",
        "=0/0=0/0         | FALSE",
        "=0/0<>0/0        | TRUE",
        "=0/0<1           | FALSE",
        "=1/0>1e308       | TRUE",
        "=9007199254740993=9007199254740992 | FALSE",
      })
  void valuesCompareByKindAndThenByValue(String formula, String result) {
    assertThat(sheet.evaluate(formula).display()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=word+word       | xx",
        "=\"a\"\"b\"      | a\"b",
        "=\"a\"&1.50&yes  | a1.5TRUE",
        "=1&2             | 12",
        "=word&1/4        | x0.25",
      })
  void textsAreJoined(String formula, String result) {
    assertThat(sheet.evaluate(formula)).isEqualTo(new Text(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=word+1     | + takes two numbers or two texts, not a text and a number",
        "=1+word     | + takes two numbers or two texts, not a text and a number",
        "=word*2     | * takes numbers, not a text",
        "=2-word     | - takes numbers, not a text",
        "=word/word  | / takes numbers, not a text",
        "=word%2     | % takes numbers, not a text",
        "=word^2     | ^ takes numbers, not a text",
        "=-word      | - takes numbers, not a text",
        "=yes+1      | + takes numbers, not TRUE; N(…) makes a number of it",
        "=no one+1   | undefined cell 'no one'",
        "=1-No One   | undefined cell 'No One'",
        "=-nobody    | undefined cell 'nobody'",
        "=nobody&1   | undefined cell 'nobody'",
        "=nobody=1   | undefined cell 'nobody'",
        "=2^nobody   | undefined cell 'nobody'",
        "=broken+nobody | too hot",
        "=1&broken   | too hot",
        "=word<broken | too hot",
      })
  void whatCannotBeComputedSaysWhy(String formula, String reason) {
    assertThat(sheet.evaluate(formula))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  @Test
  void aFailureKeepsTheCellInWhichItArose() {
    assertThat(sheet.evaluate("=1+broken")).isEqualTo(new Failure("broken", "too hot"));
  }

  @Test
  void aNumberMeansTheCellOfThatNameIfThereIsOne() {
    assertThat(sheet.evaluate("=9+141")).isEqualTo(new Whole(194));
    assertThat(sheet.evaluate("=9.0+141")).isEqualTo(new Whole(150));
    assertThat(sheet.evaluate("=8+141")).isEqualTo(new Whole(149));
  }

  @Test
  void aReferenceToNothingIsUndefined() throws FormulaException {
    assertThat(sheet.evaluate("=nobody")).isSameAs(Value.UNDEFINED);
    assertThat(sheet.evaluate("=(nobody)")).isSameAs(Value.UNDEFINED);
    assertThat(sheet.evaluate("=IF(1, nobody, 2)")).isSameAs(Value.UNDEFINED);
    assertThat(Formula.parse("= nobody ", Functions.standard()).isReference()).isTrue();
    assertThat(Formula.parse("='nobody'", Functions.standard()).isReference()).isTrue();
    assertThat(Formula.parse("=nobody+1", Functions.standard()).isReference()).isFalse();
  }

  @Test
  void aCubeCellIsAskedForByNamesThatAreExpressions() {
    assertThat(sheet.evaluate("=CUBE(\"sales\", \"quan\"&\"tity\", \"year\", seven)").display())
        .isEqualTo(
            "CubeReference[cube=sales, measure=quantity, members=[Member[level=year, name=7]]]");
    assertThat(sheet.evaluate("=CUBE(\"sales\", broken)").display()).isEqualTo("too hot");
  }

  @Test
  void aFibonacciChainStaysExactBeyond64Bits() {
    SampleSheet chain = new SampleSheet().with("f1", "0").with("f2", "1");
    for (int cell = 3; cell <= 95; cell++) {
      chain.with("f" + cell, chain.evaluate("=f" + (cell - 2) + "+f" + (cell - 1)));
    }

    assertThat(chain.evaluate("=f93").display()).isEqualTo("7540113804746346429");
    assertThat(chain.evaluate("=f94").display()).isEqualTo("12200160415121876738");
    assertThat(chain.evaluate("=f95").display()).isEqualTo("19740274219868223167");
  }
}
