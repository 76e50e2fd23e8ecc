package io.dromedary.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dromedary.formula.Value.Failure;
import io.dromedary.formula.Value.Whole;
import io.dromedary.formula.function.Functions;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A formula that is too much ends with an answer; the time only ends a test that hangs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FormulaLimitsTest {
  private final SampleSheet sheet =
      new SampleSheet().with("long", "x".repeat(32_767)).with("huge", "x".repeat(1_000_000));

  @Test
  void aSumOf30000TermsNeedsNoDeepStack() {
    assertThat(sheet.evaluate("=1" + "+1".repeat(29_999))).isEqualTo(new Whole(30_000));
    assertThat(sheet.evaluate("=1" + "-1".repeat(29_999))).isEqualTo(new Whole(-29_998));
    assertThat(sheet.evaluate("=1" + "*1".repeat(29_999))).isEqualTo(new Whole(1));
    assertThat(sheet.evaluate("=1" + "=1".repeat(29_999)).display()).isEqualTo("FALSE");
    assertThat(sheet.evaluate("=1" + "+1*2".repeat(20_000))).isEqualTo(new Whole(40_001));
  }

  @Test
  void aTextOfManyPartsNeedsNoDeepStack() {
    String letter = "\"a\"";

    assertThat(sheet.evaluate("=" + letter + ("&" + letter).repeat(24_000)).display())
        .hasSize(24_001);
    assertThat(sheet.evaluate("=" + letter + ("+" + letter).repeat(24_000)).display())
        .hasSize(24_001);
  }

  @Test
  void aCallTakesManyArguments() {
    assertThat(sheet.evaluate("=SUM(1" + ",1".repeat(40_000) + ")")).isEqualTo(new Whole(40_001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "ABS(", "1+(", "2^", "IF(1,"})
  void nestingEndsAt200Levels(String opening) {
    String closing = opening.contains("(") ? ")" : "";
    String deep = "=" + opening.repeat(200) + "1" + closing.repeat(200);
    String tooDeep = "=" + opening.repeat(201) + "1" + closing.repeat(201);

    assertThat(sheet.evaluate(deep).isNumber()).isTrue();
    assertThatExceptionOfType(FormulaException.class)
        .isThrownBy(() -> Formula.parse(tooDeep, Functions.standard()))
        .withMessage("the formula is nested deeper than 200 levels");
  }

  @Test
  void nestedCallsEvaluateTheirArgumentsOnce() {
    String nested = "=" + "ROUND(".repeat(100) + "SWITCH(2, 1, 2, 2, 3)" + ", 1)".repeat(100);

    assertThat(sheet.evaluate(nested)).isEqualTo(new Whole(3));
  }

  @Test
  void aFormulaHasAtMost100000Characters() {
    assertThat(sheet.evaluate("=" + "1".repeat(99_999)).display()).isEqualTo("+Inf");
    assertThatExceptionOfType(FormulaException.class)
        .isThrownBy(() -> Formula.parse("=" + "1".repeat(100_000), Functions.standard()))
        .withMessage("the formula has more than 100,000 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=long&1",
        "=long+long",
        "=REPT(\"x\", 32768)",
        "=REPT(\"x\", 1e300)",
        "=CONCAT(long, 1)",
        "=SUBSTITUTE(long, \"x\", long)",
        "=REPLACE(long, 1, 0, 1)",
        "=TEXTJOIN(long, 0, 1, 2)",
        "=UPPER(huge)",
        "=huge&1",
        "=LEFT(huge, 40000)",
        "=TRIM(huge)",
        "=PROPER(huge)"
      })
  void aTextThatIsBuiltHasAtMost32767Characters(String formula) {
    assertThat(sheet.evaluate(formula))
        .isEqualTo(Failure.because("the text has more than 32,767 characters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=10^1000000",
        "=10^(10^18)",
        "=2^-1e300",
        "=1e308*1e308",
        "=1e-300^9223372036854775807",
        "=FACT(1e9)",
        "=FACT(170)^170",
        "=1e308%1e-308",
        "=MOD(1e308, 1e-308)",
        "=QUOTIENT(1e308, 1e-308)",
        "=ROUND(1e308, -2147483648)",
        "=ROUND(1e-308, 1e300)",
        "=CEILING(1e308, 1e-308)",
        "=MROUND(1e308, 1e-308)",
        "=ISODD(1e308)",
        "=TEXT(1e308, \"0.0\")",
        "=DATE(9999, 1e300, 1)",
        "=EDATE(1, 9999999)",
        "=TIME(1e300, 0, 0)",
        "=CHAR(1e300)",
        "=NETWORKDAYS(0, 2958465)",
        "=SEARCH(\"*a*b*c\", huge)",
        "=COUNTIF(huge, \"*x*x*x*y\")",
        "=LCM(9223372036854775807, 9223372036854775806, 9223372036854775805, 9223372036854775803)",
        "=LEFT(huge, 1e300)",
        "=MID(huge, 1e300, 1e300)",
        "=LEN(huge)",
        "=VALUE(huge)",
        "=DATEVALUE(huge)",
        "=GCD(1e300, 2)",
      })
  void nothingTakesMoreThanItsTime(String formula) {
    assertThat(sheet.evaluate(formula).display()).hasSizeLessThan(1000);
  }

  @Test
  void aLongChainOfProductsTakesNoMoreThanItsTime() {
    String factors = String.join("*", Collections.nCopies(9_000, "1.0000001"));

    assertThat(sheet.evaluate("=" + factors).isNumber()).isTrue();
  }
}
