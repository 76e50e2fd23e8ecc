package io.dromedary.edit;

import static io.dromedary.edit.SampleConditions.ACTIVE;
import static io.dromedary.edit.SampleConditions.BRAND;
import static io.dromedary.edit.SampleConditions.INVOICE_DATE;
import static io.dromedary.edit.SampleConditions.NET_PRICE;
import static io.dromedary.edit.SampleConditions.QUANTITY;
import static io.dromedary.edit.SampleConditions.parse;
import static io.dromedary.edit.SampleConditions.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dromedary.edit.Condition.And;
import io.dromedary.edit.Condition.In;
import io.dromedary.edit.Condition.Not;
import io.dromedary.edit.Condition.Or;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionTest {
  @Test
  void aComparisonWithNullIsUnknownAndSoIsItsNegation() {
    Map<Column, Object> row = new HashMap<>();

    assertThat(parse("brand = 'A'").evaluate(row::get)).isEqualTo(Truth.UNKNOWN);
    assertThat(parse("NOT brand = 'A'").evaluate(row::get)).isEqualTo(Truth.UNKNOWN);
    assertThat(parse("brand NOT IN ('A')").matches(row::get)).isFalse();
    assertThat(parse("brand NOT BETWEEN 'A' AND 'B'").matches(row::get)).isFalse();
    assertThat(parse("brand IS NULL").matches(row::get)).isTrue();
    assertThat(parse("brand = 'A' OR quantity IS NULL").matches(row::get)).isTrue();
    assertThat(parse("brand = 'A' AND quantity IS NOT NULL").evaluate(row::get))
        .isEqualTo(Truth.FALSE);
  }

  @Test
  void numbersAreEqualWhateverTheirScale() {
    Map<Column, Object> row = Map.of(NET_PRICE, new BigDecimal("12.5"));

    assertThat(parse("net_price IN (12.500)").matches(row::get)).isTrue();
    assertThat(parse("net_price = 12.50").matches(row::get)).isTrue();
    assertThat(parse("net_price < 12.501").matches(row::get)).isTrue();
  }

  @Test
  void conjunctsAreThePartsThatMustAllBeTrue() {
    assertThat(parse("brand = 'A' AND (quantity = 1 AND net_price > 2)").conjuncts())
        .containsExactly(parse("brand = 'A'"), parse("quantity = 1"), parse("net_price > 2"));
    assertThat(parse("brand = 'A' OR quantity = 1").conjuncts())
        .containsExactly(parse("brand = 'A' OR quantity = 1"));
    assertThat(Condition.everything().conjuncts()).isEmpty();
  }

  @Test
  void columnsAreThoseNamedInOrderOfAppearance() {
    assertThat(parse("quantity = 1 AND (brand = 'A' OR NOT quantity = 2)").columns())
        .containsExactly(QUANTITY, BRAND);
    assertThat(Condition.everything().columns()).isEmpty();
  }

  @Test
  void andLeavesOutWhatSelectsEverything() {
    Condition brand = parse("brand = 'A'");

    assertThat(Condition.and()).isEqualTo(Condition.everything());
    assertThat(Condition.and(Condition.everything(), brand)).isEqualTo(brand);
    assertThat(Condition.and(parse("quantity = 1 AND net_price = 2"), brand))
        .isEqualTo(parse("quantity = 1 AND net_price = 2 AND brand = 'A'"));
  }

  @Test
  void buildersTakeValuesAsJsonHasThem() {
    assertThat(Condition.equal(QUANTITY, 5)).isEqualTo(parse("quantity = 5"));
    assertThat(Condition.equal(QUANTITY, 5.0)).isEqualTo(parse("quantity = 5"));
    assertThat(Condition.equal(NET_PRICE, 0.1)).isEqualTo(parse("net_price = 0.1"));
    assertThat(Condition.equal(BRAND, 5)).isEqualTo(parse("brand = '5'"));
    assertThat(Condition.equal(ACTIVE, "True")).isEqualTo(Condition.equal(ACTIVE, true));
    assertThat(Condition.equal(BRAND, null)).isEqualTo(parse("brand IS NULL"));
    assertThat(Condition.in(INVOICE_DATE, List.of("2025-03-14")))
        .isEqualTo(parse("invoice_date IN ('2025-03-14')"));
    assertThat(Condition.in(BRAND, Arrays.asList("A", null, "B")))
        .isEqualTo(parse("brand IN ('A', 'B') OR brand IS NULL"));
    assertThat(Condition.in(BRAND, Arrays.asList(null, null))).isEqualTo(parse("brand IS NULL"));
  }

  @Test
  void aListIsKeptDistinctAndInOrder() {
    assertThat(new In(BRAND, List.of("b", "a", "b", "\ud83d\udc2a", "\uffee")).values())
        .containsExactly("a", "b", "\uffee", "\ud83d\udc2a");
  }

  @Test
  void aValueThatDoesNotFitIsABadValue() {
    assertThat(problemOf(() -> Condition.equal(QUANTITY, "many")))
        .isEqualTo(
            Problem.of(
                    ProblemType.BAD_VALUE, "The column quantity takes a whole number, not 'many'.")
                .with("column", "quantity"));
    assertThat(problemOf(() -> Condition.in(BRAND, List.of())).type())
        .isEqualTo(ProblemType.BAD_VALUE);
  }

  @Test
  void everythingIsNoPartOfAnotherCondition() {
    Condition brand = parse("brand = 'A'");

    assertThatIllegalArgumentException().isThrownBy(() -> new Not(Condition.everything()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Or(List.of(brand, Condition.everything())));
    assertThatIllegalArgumentException().isThrownBy(() -> new And(List.of(brand)));
  }

  @Test
  void textIsCanonical() {
    assertThat(
            parse(
                    "(BRAND='it''s')and not(quantity not in(2,1,2)or 5>=net_price)"
                        + " and invoice_date is not null")
                .toText())
        .isEqualTo(
            "brand = 'it''s' AND NOT (quantity NOT IN (1, 2) OR net_price <= 5.00)"
                + " AND invoice_date IS NOT NULL");
    assertThat(parse("\"IS \"\"active\"\"\" = true OR \"between\" = 'x'").toText())
        .isEqualTo("\"Is \"\"active\"\"\" = TRUE OR \"between\" = 'x'");
    assertThat(Condition.everything().toText()).isEmpty();
  }
}
