package io.dromedary.edit;

import static io.dromedary.edit.SampleConditions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionRefusalTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "brand                        | 5  | ``        | = <> < <= > >= IN BETWEEN IS NOT",
        "brand =                      | 7  | ``        | 'text' in single quotes",
        "brand = Apple                | 8  | Apple     | 'text' in single quotes",
        "brand = \"Apple\"            | 8  | \"Apple\" | 'text' in single quotes",
        "brand == 'A'                 | 7  | =         | a value",
        "brand ! 'A'                  | 6  | !         | = <> <",
        "brand = NULL                 | 8  | NULL      | IS NULL",
        "brand IN ('A', NULL)         | 15 | NULL      | IS NULL",
        "brand IN ()                  | 10 | )         | a value",
        "brand IN 'A'                 | 9  | 'A'       | (",
        "brand IN ('A' 'B')           | 14 | 'B'       | , or )",
        "brand NOT 'A'                | 10 | 'A'       | IN or BETWEEN",
        "brand IS 'A'                 | 9  | 'A'       | NULL or NOT NULL",
        "brand IS NOT 'A'             | 13 | 'A'       | NULL",
        "quantity BETWEEN 1, 2        | 18 | ,         | AND and the upper bound",
        "quantity = 5x                | 11 | 5x        | a value",
        "quantity = 1 2               | 13 | 2         | AND, OR or the end",
        "5 < quantity < 7             | 13 | <         | AND, OR or the end",
        "5 BETWEEN quantity AND 7     | 2  | BETWEEN   | and a column",
        "(quantity = 1                | 13 | ``        | AND, OR or )",
        "quantity = 1)                | 12 | )         | AND, OR or the end",
        "AND quantity = 1             | 0  | AND       | a column, a value, NOT or (",
        "brand = quantity             | 8  | quantity  | a value",
        "1 = 1                        | 4  | 1         | a column",
        "DATE '2025-02-30' = brand    | 5  | '2025-02-30' | a date such as",
      })
  void aTextThatIsNoConditionIsRefusedWithThePlaceAndWhatWasExpected(
      String text, int position, String token, String expected) {
    Problem problem = refusal(text);

    assertThat(problem.type()).isEqualTo(ProblemType.BAD_CONDITION);
    assertThat(problem.extensions())
        .containsEntry("position", position)
        .containsEntry("token", token);
    assertThat(problem.detail()).contains("at position " + position).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "quantity = 'many'                  | 11 | 'many'       | quantity     | a whole number",
        "quantity = 1.5                     | 11 | 1.5          | quantity     | a whole number",
        "quantity = 9223372036854775808     | 11 | 9223372036854775808 | quantity | 64 bits",
        "net_price < 1e19                   | 12 | 1e19         | net_price    | 18 digits",
        "net_price < 1e-19                  | 12 | 1e-19        | net_price    | 18 digits",
        "net_price < 1e999999999            | 12 | 1e999999999  | net_price    | 18 digits",
        "net_price < 1e99999999999          | 12 | 1e99999999999 | net_price   | a number",
        "net_price IN (1, TRUE)             | 17 | TRUE         | net_price    | a number",
        "brand = TRUE                       | 8  | TRUE         | brand        | text",
        "brand = DATE '2025-01-31'          | 8  | DATE '2025-01-31' | brand   | text",
        "invoice_date = 2025                | 15 | 2025         | invoice_date | a date",
        "'31.01.2025' < invoice_date        | 0  | '31.01.2025' | invoice_date | a date",
        "invoice_date BETWEEN '2025-01-01' AND '2025-13-01' | 38 | '2025-13-01' | invoice_date | a date",
      })
  void aValueThatDoesNotFitItsColumnIsPointedAt(
      String text, int position, String token, String column, String expected) {
    Problem problem = refusal(text);

    assertThat(problem.type()).isEqualTo(ProblemType.BAD_CONDITION);
    assertThat(problem.extensions())
        .containsEntry("position", position)
        .containsEntry("token", token)
        .containsEntry("column", column);
    assertThat(problem.detail()).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1=1; DROP TABLE sales",
        "brand = 'a'; DROP TABLE sales",
        "brand = 'a' OR 1=1 --",
        "brand = 'a' -- AND quantity = 1",
        "brand = 'a' /* */",
        "brand = 'a' OR TRUE",
        "brand = lower('A')",
        "brand = 'a' || 'b'",
        "quantity = 1 + 1",
        "quantity IN (SELECT 1)",
        "quantity = (SELECT 1)",
        "brand LIKE '%'",
        "brand = 'a' UNION SELECT 1",
        "brand = ?",
        "brand = $1",
        "brand = E'\\''",
        "brand = 'a\\' OR 1=1",
        "brand = brand",
        "brand = 'a' COLLATE nocase",
        "brand = \u2018a\u2019",
      })
  void anInjectionIsRefused(String text) {
    assertThat(refusal(text).type()).isEqualTo(ProblemType.BAD_CONDITION);
  }

  @Test
  void anUnknownColumnComesWithTheOneThatWasProbablyMeant() {
    Problem problem = refusal("brand = 'A' AND quantiy = 1");

    assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_COLUMN);
    assertThat(problem.detail()).isEqualTo("There is no column 'quantiy'; did you mean quantity?");
    assertThat(problem.extensions())
        .containsEntry("position", 16)
        .containsEntry("token", "quantiy")
        .containsEntry("column", "quantiy")
        .containsEntry("suggestion", "quantity")
        .containsEntry(
            "columns", SampleConditions.COLUMNS.list().stream().map(Column::name).toList());
  }

  @Test
  void aFunctionOrATableIsAnUnknownColumn() {
    assertThat(refusal("read_text('x') = 'a'").type()).isEqualTo(ProblemType.UNKNOWN_COLUMN);
    assertThat(refusal("sales.brand = 'a'").type()).isEqualTo(ProblemType.UNKNOWN_COLUMN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"brand = 'A", "brand = 'A''", "\"brand = 'A'"})
  void aQuoteThatIsNeverClosedIsPointedAt(String text) {
    assertThat(refusal(text).detail()).contains("never closed");
  }

  @Test
  void halfACharacterIsRefusedAndNotRepeated() {
    Problem problem = refusal("brand = '\ud83d'");

    assertThat(problem.detail()).contains("well-formed Unicode");
    assertThat(problem.extensions()).containsEntry("token", "'\ufffd'");
  }

  @Test
  void aLongTokenIsCutShort() {
    assertThat(refusal("brand = " + "x".repeat(1_000)).extensions())
        .containsEntry("token", "x".repeat(60) + "…");
  }

  @Test
  void aTextMayHave65536CharactersAndNotOneMore() {
    String text = "brand = 'A'" + " ".repeat(65_536 - 11);

    assertThat(SampleConditions.parse(text).toText()).isEqualTo("brand = 'A'");
    assertThat(refusal(text + " ").extensions()).containsEntry("position", 65_536);
  }

  @Test
  void aConditionMayHave100LevelsAndNotOneMore() {
    String text = "NOT (".repeat(50) + "brand = 'A'" + ")".repeat(50);

    assertThat(SampleConditions.parse(text).columns()).containsExactly(SampleConditions.BRAND);
    assertThat(refusal("(" + text + ")").detail()).contains("100 levels");
  }

  @Test
  void aConditionMayHave200ComparisonsAndNotOneMore() {
    String text = String.join(" AND ", Collections.nCopies(200, "quantity = 1"));

    assertThat(SampleConditions.parse(text).conjuncts()).hasSize(200);
    assertThat(refusal(text + " OR 1 = quantity").detail()).contains("200 comparisons");
  }

  @Test
  void aConditionMayList10000ValuesAndNotOneMore() {
    List<String> values = Collections.nCopies(10_000, "7");
    String text = "quantity IN (" + String.join(",", values);

    assertThat(SampleConditions.parse(text + ")").toText()).isEqualTo("quantity IN (7)");
    assertThat(refusal(text + ",7)").detail()).contains("10000 values");
  }
}
