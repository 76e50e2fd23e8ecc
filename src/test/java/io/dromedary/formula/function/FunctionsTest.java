package io.dromedary.formula.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.formula.SampleSheet;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Failure;
import io.dromedary.formula.Value.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples that the documentation of spreadsheets gives, and those of our own rules. */
class FunctionsTest {
  private final SampleSheet sheet =
      new SampleSheet()
          .with("five", "5")
          .with("text", "abc")
          .with("yes", Truth.of(true))
          .with("d", "2024-02-29");

  @ParameterizedTest
  @MethodSource("examples")
  void aFunctionGivesWhatItsDocumentationSays(String formula, String result) {
    assertResult(formula, result);
  }

  @Test
  void resultsDependOnNoLocaleAndNoTimeZone() throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      examples().forEach(row -> assertResult((String) row.get()[0], (String) row.get()[1]));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void everyFunctionHasTwoExamples() throws IOException {
    String formulas =
        String.join("\n", examples().map(row -> (String) row.get()[0]).toList())
            .toLowerCase(Locale.ROOT);

    assertThat(Functions.standard().names())
        .hasSizeGreaterThan(100)
        .allSatisfy(name -> assertThat(formulas.split("\\b" + name + "\\(")).hasSizeGreaterThan(2));
  }

  private void assertResult(String formula, String result) {
    Value value = sheet.evaluate(formula);

    if (result.startsWith("!") && result.length() > 1) {
      assertThat(value).as(formula).isInstanceOf(Failure.class);
      assertThat(value.display()).as(formula).contains(result.substring(1));
    } else {
      assertThat(value).as(formula).isNotInstanceOf(Failure.class);
      assertThat(value.display()).as(formula).isEqualTo(result);
    }
  }

  static Stream<Arguments> examples() throws IOException {
    try (InputStream file = FunctionsTest.class.getResourceAsStream("examples.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("="))
          .map(line -> Arguments.of(parts(line)));
    }
  }

  /** A formula and its result. */
  private static Object[] parts(String line) {
    int bar = line.lastIndexOf('|');
    return new Object[] {line.substring(0, bar).strip(), line.substring(bar + 1).strip()};
  }
}
