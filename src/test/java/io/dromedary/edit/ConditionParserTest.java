package io.dromedary.edit;

import static io.dromedary.edit.ComparisonOperator.EQUAL;
import static io.dromedary.edit.ComparisonOperator.GREATER;
import static io.dromedary.edit.ComparisonOperator.NOT_EQUAL;
import static io.dromedary.edit.SampleConditions.ACTIVE;
import static io.dromedary.edit.SampleConditions.BETWEEN;
import static io.dromedary.edit.SampleConditions.BRAND;
import static io.dromedary.edit.SampleConditions.INVOICE_DATE;
import static io.dromedary.edit.SampleConditions.NET_PRICE;
import static io.dromedary.edit.SampleConditions.QUANTITY;
import static io.dromedary.edit.SampleConditions.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.Condition.And;
import io.dromedary.edit.Condition.Between;
import io.dromedary.edit.Condition.Comparison;
import io.dromedary.edit.Condition.In;
import io.dromedary.edit.Condition.IsNull;
import io.dromedary.edit.Condition.Not;
import io.dromedary.edit.Condition.Or;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionParserTest {
  private static final Condition BRAND_A = new Comparison(BRAND, EQUAL, "A");
  private static final Condition ONE_PIECE = new Comparison(QUANTITY, EQUAL, 1L);
  private static final Condition INACTIVE = new Comparison(ACTIVE, EQUAL, false);

  @Test
  void anEmptyTextMeansEveryRow() {
    assertThat(parse("")).isEqualTo(Condition.everything());
    assertThat(parse(" \n\t\u00a0 ")).isEqualTo(Condition.everything());
  }

  @Test
  void aComparisonNamesAColumnAndAValue() {
    assertThat(parse("brand = 'A'")).isEqualTo(BRAND_A);
    assertThat(parse("brand='A'")).isEqualTo(BRAND_A);
    assertThat(parse("quantity <> 3")).isEqualTo(new Comparison(QUANTITY, NOT_EQUAL, 3L));
    assertThat(parse("quantity != 3")).isEqualTo(new Comparison(QUANTITY, NOT_EQUAL, 3L));
    assertThat(parse("quantity>-3")).isEqualTo(new Comparison(QUANTITY, GREATER, -3L));
  }

  @Test
  void columnsAndKeywordsAreFoundInAnyCase() {
    assertThat(parse("BRAND = 'A' aNd Quantity = 1"))
        .isEqualTo(new And(List.of(BRAND_A, ONE_PIECE)));
  }

  @Test
  void aColumnInDoubleQuotesMayHaveAnyName() {
    assertThat(parse("\"between\" between 'a' and 'b'")).isEqualTo(new Between(BETWEEN, "a", "b"));
    assertThat(parse("\"is \"\"ACTIVE\"\"\" = false")).isEqualTo(INACTIVE);
  }

  @Test
  void aQuoteInATextIsDoubled() {
    assertThat(parse("brand = '''t Huys'")).isEqualTo(new Comparison(BRAND, EQUAL, "'t Huys"));
    assertThat(parse("brand = ''")).isEqualTo(new Comparison(BRAND, EQUAL, ""));
  }

  @Test
  void aValueOnTheLeftIsMirrored() {
    assertThat(parse("5 < quantity")).isEqualTo(new Comparison(QUANTITY, GREATER, 5L));
    assertThat(parse("'A' = brand")).isEqualTo(BRAND_A);
  }

  @Test
  void valuesTakeTheTypeOfTheirColumn() {
    assertThat(parse("quantity = '17'")).isEqualTo(new Comparison(QUANTITY, EQUAL, 17L));
    assertThat(parse("quantity = 1.70e1")).isEqualTo(new Comparison(QUANTITY, EQUAL, 17L));
    assertThat(parse("net_price = 12.5"))
        .isEqualTo(new Comparison(NET_PRICE, EQUAL, new BigDecimal("12.50")));
    assertThat(parse("brand = 007")).isEqualTo(new Comparison(BRAND, EQUAL, "007"));
    assertThat(parse("invoice_date = '2025-03-14'"))
        .isEqualTo(new Comparison(INVOICE_DATE, EQUAL, LocalDate.of(2025, 3, 14)))
        .isEqualTo(parse("invoice_date = DATE '2025-03-14'"));
  }

  @Test
  void decimalsBeyondTheScaleOfTheColumnAreKept() {
    assertThat(parse("net_price = 12.345"))
        .isEqualTo(new Comparison(NET_PRICE, EQUAL, new BigDecimal("12.345")));
  }

  @Test
  void theWordDateIsAColumnUnlessATextFollows() {
    Column date = new Column("date", ColumnType.DATE);
    assertThat(ConditionParser.parse("date = date '2025-03-14'", Columns.of(List.of(date))))
        .isEqualTo(new Comparison(date, EQUAL, LocalDate.of(2025, 3, 14)));
  }

  @Test
  void listsRangesAndMissingValuesCanBeNegated() {
    assertThat(parse("quantity IN (3, 1)")).isEqualTo(new In(QUANTITY, List.of(1, 3)));
    assertThat(parse("quantity NOT IN (3)")).isEqualTo(new Not(new In(QUANTITY, List.of(3))));
    assertThat(parse("quantity NOT BETWEEN 1 AND 2"))
        .isEqualTo(new Not(new Between(QUANTITY, 1, 2)));
    assertThat(parse("brand IS NULL")).isEqualTo(new IsNull(BRAND));
    assertThat(parse("brand IS NOT NULL")).isEqualTo(new Not(new IsNull(BRAND)));
  }

  @Test
  void andBindsTighterThanOrAndNotTighterThanAnd() {
    assertThat(parse("brand = 'A' OR quantity = 1 AND NOT \"is \"\"active\"\"\" = FALSE"))
        .isEqualTo(new Or(List.of(BRAND_A, new And(List.of(ONE_PIECE, new Not(INACTIVE))))));
  }

  @Test
  void parenthesesComeFirst() {
    assertThat(parse("(brand = 'A' OR quantity = 1) AND NOT (\"is \"\"active\"\"\" = FALSE)"))
        .isEqualTo(new And(List.of(new Or(List.of(BRAND_A, ONE_PIECE)), new Not(INACTIVE))));
  }

  @Test
  void theAndOfARangeBelongsToTheRange() {
    assertThat(parse("quantity BETWEEN 1 AND 2 AND brand = 'A'"))
        .isEqualTo(new And(List.of(new Between(QUANTITY, 1, 2), BRAND_A)));
  }
}
