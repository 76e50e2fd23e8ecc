package io.dromedary.formula;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.formula.Value.Decimal;
import io.dromedary.formula.Value.Failure;
import io.dromedary.formula.Value.Real;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Truth;
import io.dromedary.formula.Value.Whole;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {
  @ParameterizedTest
  @CsvSource({
    "007, 7",
    "+5, 5",
    "-5, -5",
    "1e3, 1000",
    "1.5E-3, 0.0015",
    "2e+4, 20000",
    ".5, 0.5",
    "-0, 0",
    "5689.80, 5689.8",
    "-17886495277.52278, -17886495277.52278",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775808, 9223372036854775808",
    "1e20, 100000000000000000000",
    "1e999999999999, +Inf",
    "1e-999999999999, 0",
  })
  void aNumberLiteralIsANumber(String input, String display) {
    Value value = Value.ofInput(input);

    assertThat(value.isNumber()).isTrue();
    assertThat(value.display()).isEqualTo(display);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "1 2",
        "--1",
        "1e",
        "e3",
        "1e3.5",
        "5.",
        ".",
        "1,000",
        "0x10",
        "NaN",
        "Infinity",
        "1f",
        "1d",
        "\u0661",
        "TRUE",
        "+",
        "1e+",
        " =1"
      })
  void anythingElseIsText(String input) {
    assertThat(Value.ofInput(input)).isEqualTo(new Text(input));
  }

  @Test
  void aNumberOfManyDigitsIsReadInTimeLinearInItsLength() {
    assertThat(Value.ofInput("7".repeat(5_000_000))).isEqualTo(new Real(Double.POSITIVE_INFINITY));
    assertThat(Value.ofInput("0".repeat(5_000_000) + "7").display()).isEqualTo("7");
  }

  @Test
  void numbersAreDisplayedWithoutExponentAndWithoutTrailingZeros() {
    assertThat(new Real(1e21).display()).isEqualTo("1000000000000000000000");
    assertThat(new Real(-1.5e-7).display()).isEqualTo("-0.00000015");
    assertThat(new Real(3).display()).isEqualTo("3");
    assertThat(new Decimal(new BigDecimal("1.500")).display()).isEqualTo("1.5");
    assertThat(new Decimal(new BigDecimal("1e20")).display()).isEqualTo("100000000000000000000");
  }

  @Test
  void whatIsNoFiniteNumberHasADisplayOfItsOwn() {
    assertThat(new Real(Double.POSITIVE_INFINITY).display()).isEqualTo("+Inf");
    assertThat(new Real(Double.NEGATIVE_INFINITY).display()).isEqualTo("-Inf");
    assertThat(new Real(Double.NaN).display()).isEqualTo("NaN");
    assertThat(new Real(-0.0).display()).isEqualTo("0");
    assertThat(Truth.of(true).display()).isEqualTo("TRUE");
    assertThat(Truth.of(false).display()).isEqualTo("FALSE");
    assertThat(Value.UNDEFINED.display()).isEmpty();
    assertThat(Failure.because("too hot").display()).isEqualTo("too hot");
  }

  @Test
  void anExactNumberTakesTheSmallestKindThatHoldsIt() {
    assertThat(Numbers.of(new BigDecimal("5.000"))).isEqualTo(new Whole(5));
    assertThat(Numbers.of(new BigDecimal("9223372036854775808"))).isInstanceOf(Decimal.class);
    assertThat(Numbers.of(new BigDecimal("0." + "3".repeat(34)))).isInstanceOf(Decimal.class);
    assertThat(Numbers.of(new BigDecimal("0." + "3".repeat(35)))).isInstanceOf(Real.class);
    assertThat(Numbers.of(new BigDecimal("1e309"))).isInstanceOf(Real.class);
    assertThat(Numbers.of(new BigDecimal("1e-1000000"))).isEqualTo(new Real(0));
  }
}
