package io.dromedary.edit;

import static io.dromedary.edit.SampleConditions.BRAND;
import static io.dromedary.edit.SampleConditions.COLUMNS;
import static io.dromedary.edit.SampleConditions.QUANTITY;
import static io.dromedary.edit.SampleConditions.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderByTest {
  @Test
  void aMinusMeansDescending() {
    assertThat(OrderBy.parse("brand,-quantity", COLUMNS))
        .containsExactly(new OrderBy(BRAND, false), new OrderBy(QUANTITY, true));
    assertThat(OrderBy.parse(" - \"Brand\" ", COLUMNS)).containsExactly(new OrderBy(BRAND, true));
  }

  @Test
  void anEmptyTextIsAnEmptyOrder() {
    assertThat(OrderBy.parse("", COLUMNS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "brand,              | 6 | ``    | expected a column",
        ",brand              | 0 | ,     | expected a column",
        "--brand             | 1 | -     | expected a column",
        "-5                  | 0 | -5    | expected a column",
        "brand desc          | 6 | desc  | a comma or the end",
        "brand;quantity      | 5 | ;     | a comma or the end",
        "brand,-BRAND        | 7 | BRAND | twice",
      })
  void anythingElseIsRefusedWithThePlaceAndWhatWasExpected(
      String text, int position, String token, String expected) {
    Problem problem = problemOf(() -> OrderBy.parse(text, COLUMNS));

    assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_REQUEST);
    assertThat(problem.extensions())
        .containsEntry("position", position)
        .containsEntry("token", token);
    assertThat(problem.detail()).contains(expected);
  }

  @Test
  void anUnknownColumnIsPointedAt() {
    Problem problem = problemOf(() -> OrderBy.parse("brand,-quantty", COLUMNS));

    assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_COLUMN);
    assertThat(problem.extensions())
        .containsEntry("position", 7)
        .containsEntry("suggestion", "quantity");
  }

  @Property(tries = 500)
  void noTextFailsOtherThanWithAProblem(
      @ForAll @StringLength(max = 12) @CharRange(from = ' ', to = 'b') String text) {
    try {
      assertThat(OrderBy.parse(text, COLUMNS)).doesNotHaveDuplicates();
    } catch (ProblemException e) {
      assertThat((int) e.problem().extensions().get("position")).isBetween(0, text.length());
    }
  }
}
