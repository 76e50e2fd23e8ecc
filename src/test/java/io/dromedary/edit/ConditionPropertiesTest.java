package io.dromedary.edit;

import static io.dromedary.edit.SampleConditions.parse;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConditionPropertiesTest {
  @Property(tries = 1_000)
  void theTextOfAConditionReadsAsThatCondition(@ForAll("conditions") Condition condition) {
    assertThat(parse(condition.toText())).isEqualTo(condition);
  }

  @Property(tries = 500)
  void theSqlHasOneQuestionMarkForEachValueAndNoValueInItsText(
      @ForAll("conditions") Condition condition) {
    SqlCondition sql = SqlCondition.render(condition, column -> "c");

    assertThat(sql.sql()).matches("[cA-Z ?,()=<>]+");
    assertThat(sql.sql().chars().filter(character -> character == '?').count())
        .isEqualTo(sql.parameters().size());
  }

  @Property(tries = 1_000)
  void randomTextIsReadOrRefusedWithAPlaceInIt(@ForAll String text) {
    readOrRefuse(text);
  }

  @Property(tries = 3_000)
  void randomTokensAreReadOrRefusedWithAPlaceInThem(@ForAll("tokens") String text) {
    readOrRefuse(text);
  }

  @Property(tries = 2_000)
  void aDamagedConditionIsReadOrRefusedWithAPlaceInIt(@ForAll("damagedConditions") String text) {
    readOrRefuse(text);
  }

  private static void readOrRefuse(String text) {
    try {
      Condition condition = parse(text);
      assertThat(parse(condition.toText())).isEqualTo(condition);
    } catch (ProblemException e) {
      assertThat(e.problem().type()).isIn(ProblemType.BAD_CONDITION, ProblemType.UNKNOWN_COLUMN);
      assertThat((int) e.problem().extensions().get("position")).isBetween(0, text.length());
      assertThat(e.problem().extensions()).containsKey("token");
    }
  }

  @Provide
  Arbitrary<Condition> conditions() {
    return SampleConditions.conditions();
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.of(
            "brand",
            "QUANTITY",
            "net_price",
            "\"between\"",
            "date",
            "nobody",
            "'A'",
            "'2025-03-14'",
            "17",
            "-1.5e3",
            "1e999",
            "TRUE",
            "NULL",
            "=",
            "<>",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "IN",
            "(",
            ")",
            ",",
            "NOT",
            "BETWEEN",
            "AND",
            "OR",
            "IS",
            "DATE",
            "'",
            "\"",
            ";",
            "--",
            "\uD83D")
        .list()
        .ofMaxSize(12)
        .map(tokens -> String.join(" ", tokens));
  }

  @Provide
  Arbitrary<String> damagedConditions() {
    Arbitrary<String> texts = SampleConditions.conditions().map(Condition::toText);
    Arbitrary<Double> places = Arbitraries.doubles().between(0, 1);
    return Combinators.combine(texts, places, places, Arbitraries.strings().ofMaxLength(2))
        .as(
            (text, one, other, inserted) -> {
              int from = (int) (Math.min(one, other) * text.length());
              int to = Math.min(text.length(), from + (int) (Math.max(one, other) * 5));
              return text.substring(0, from) + inserted + text.substring(to);
            });
  }
}
