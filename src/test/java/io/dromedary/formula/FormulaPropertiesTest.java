package io.dromedary.formula;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Truth;
import io.dromedary.formula.Value.Whole;
import io.dromedary.formula.function.Functions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FormulaPropertiesTest {
  private static final List<String> NAMES = List.copyOf(Functions.standard().names());

  /** An expression, and what it must give; nothing if it divides by 0 or takes many digits. */
  private record Expression(String text, BigDecimal value) {}

  @Property
  void agreesWithDecimalArithmetic(@ForAll("expressions") Expression expression) {
    Value value = new SampleSheet().evaluate("=" + expression.text());

    if (expression.value() == null) {
      assertThat(value.isNumber()).isTrue();
    } else {
      assertThat(Numbers.exact(value)).isEqualByComparingTo(expression.value());
      assertThat(value).isEqualTo(Numbers.of(expression.value()));
    }
  }

  @Provide
  Arbitrary<Expression> expressions() {
    Arbitrary<Expression> numbers =
        Arbitraries.longs()
            .between(0, 1_000_000_000)
            .map(number -> new Expression(Long.toString(number), BigDecimal.valueOf(number)));
    return Arbitraries.lazyOf(
        () -> numbers,
        () -> numbers,
        () ->
            Combinators.combine(expressions(), Arbitraries.of("+", "-", "*"), expressions())
                .as(FormulaPropertiesTest::combined),
        () -> expressions().map(FormulaPropertiesTest::negated));
  }

  private static Expression combined(Expression left, String operator, Expression right) {
    String text = "(" + left.text() + ") " + operator + " (" + right.text() + ")";
    if (left.value() == null || right.value() == null) {
      return new Expression(text, null);
    }
    BigDecimal value =
        switch (operator) {
          case "+" -> left.value().add(right.value());
          case "-" -> left.value().subtract(right.value());
          default -> left.value().multiply(right.value());
        };
    boolean exact = value.stripTrailingZeros().precision() <= Numbers.MAX_DIGITS;
    return new Expression(text, exact ? value : null);
  }

  private static Expression negated(Expression operand) {
    return new Expression(
        "-(" + operand.text() + ")", operand.value() == null ? null : operand.value().negate());
  }

  @Property
  void aSumWithoutParenthesesIsAddedFromLeftToRight(@ForAll List<Long> numbers) {
    StringBuilder text = new StringBuilder("=0");
    BigDecimal sum = BigDecimal.ZERO;
    for (long number : numbers) {
      // the smallest number of all has no literal without its sign
      long size = Math.abs(Math.max(number, -Long.MAX_VALUE));
      text.append(number < 0 ? " - " : " + ").append(size);
      sum = sum.add(BigDecimal.valueOf(number < 0 ? -size : size));
    }

    assertThat(new SampleSheet().evaluate(text.toString())).isEqualTo(Numbers.of(sum));
  }

  @Property(tries = 5000)
  void parsingThrowsNothingButItsExceptionAndEvaluationNothing(@ForAll("texts") String text) {
    evaluated("=" + text);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> parts =
        Arbitraries.oneOf(
            Arbitraries.of("1", "2.5", "1e3", "a", "b c", "t", "\"x\"", "'q'", "(", ")", ",", "+"),
            Arbitraries.of("-", "*", "/", "%", "^", "&", "=", "<>", "<", ">=", "'", "\"", " "),
            Arbitraries.of("SUM(", "IF(", "ROUND(", "EXTERNAL_REF(http://h/x)", "CUBE(", "e", "."),
            Arbitraries.strings().ofMaxLength(3));
    return parts.list().ofMaxSize(12).map(list -> String.join("", list));
  }

  @Property(tries = 20_000)
  void noFunctionThrowsForAnyArguments(
      @ForAll("functions") String name, @ForAll("argumentLists") List<String> arguments) {
    for (int count = 0; count <= arguments.size(); count++) {
      evaluated("=" + name + "(" + String.join(",", arguments.subList(0, count)) + ")");
    }
  }

  @Provide
  Arbitrary<String> functions() {
    return Arbitraries.of(NAMES);
  }

  @Provide
  Arbitrary<List<String>> argumentLists() {
    List<String> samples = new ArrayList<>();
    samples.addAll(List.of("0", "1", "2", "-1", "3.7", "1/3", "-2.5", "1e300", "-1e300", "1e-300"));
    samples.addAll(
        List.of("1/0", "-1/0", "0/0", "-(0/1/0)", "9223372036854775807", "2^70", "45000"));
    samples.addAll(List.of("a", "t", "yes", "nobody", "broken", "1=1", "1=2", "\"\"", "\"abc\""));
    samples.addAll(List.of("\"2024-02-29\"", "\"12:30\"", "\"2024-02-29 10:11:12.5\"", "\"*\""));
    samples.addAll(List.of("\">1\"", "\"<>\"", "\"~\"", "\"a?c*\"", "\"0.00\"", "\"#,##0;(0)\""));
    samples.addAll(
        List.of("\"0.0E+00\"", "\"yyyy-mm-dd hh:mm AM/PM\"", "\"\\\"", "\"'m'\"", "\"%\""));
    samples.addAll(
        List.of(
            "\"5%\"", "\"1,234.5\"", "\"\"\"m\"", "\"{[m]}\"", "\"😀\"", "60", "2958465.9999999"));
    return Arbitraries.of(samples).list().ofMinSize(1).ofMaxSize(4);
  }

  private static void evaluated(String text) {
    Formula formula;
    try {
      formula = Formula.parse(text, Functions.standard());
    } catch (FormulaException e) {
      assertThat(e.reason()).isNotBlank();
      assertThat(e.position()).isBetween(0, text.length());
      return;
    }
    SampleSheet sheet =
        new SampleSheet()
            .with("a", new Whole(5))
            .with("t", new Text("text"))
            .with("yes", Truth.of(true))
            .with("broken", Value.Failure.because("too hot"));
    Value value = sheet.evaluate(formula);

    assertThat(value.display()).isNotNull();
    assertThat(sheet.evaluate(formula)).as("the same again").isEqualTo(value);
  }
}
