package io.dromedary.edit;

import static io.dromedary.edit.SampleConditions.ACTIVE;
import static io.dromedary.edit.SampleConditions.BRAND;
import static io.dromedary.edit.SampleConditions.INVOICE_DATE;
import static io.dromedary.edit.SampleConditions.NET_PRICE;
import static io.dromedary.edit.SampleConditions.QUANTITY;
import static io.dromedary.edit.SampleConditions.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LiteralsTest {
  @ParameterizedTest
  @MethodSource("fitting")
  void aValueTakesTheTypeOfItsColumn(Column column, Object given, Object expected) {
    assertThat(Literals.coerce(column, given)).isEqualTo(expected);
  }

  static Stream<Arguments> fitting() {
    return Stream.of(
        Arguments.of(BRAND, 12.5, "12.5"),
        Arguments.of(QUANTITY, (short) 5, 5L),
        Arguments.of(QUANTITY, new BigDecimal("5.00"), 5L),
        Arguments.of(QUANTITY, "-9223372036854775808", Long.MIN_VALUE),
        Arguments.of(QUANTITY, BigInteger.TEN, 10L),
        Arguments.of(NET_PRICE, 5, new BigDecimal("5.00")),
        Arguments.of(NET_PRICE, 0.1f, new BigDecimal("0.10")),
        Arguments.of(NET_PRICE, "1e2", new BigDecimal("100.00")),
        Arguments.of(NET_PRICE, "0e-500", new BigDecimal("0.00")),
        Arguments.of(NET_PRICE, "999999999999999999.9", new BigDecimal("999999999999999999.90")),
        Arguments.of(INVOICE_DATE, "2024-02-29", LocalDate.of(2024, 2, 29)),
        Arguments.of(ACTIVE, "FALSE", false));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void aValueThatDoesNotFitIsRefused(Column column, Object given) {
    Problem problem = problemOf(() -> Literals.coerce(column, given));

    assertThat(problem.type()).isEqualTo(ProblemType.BAD_VALUE);
    assertThat(problem.extensions()).containsEntry("column", column.name());
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(BRAND, true),
        Arguments.of(BRAND, List.of("A")),
        Arguments.of(BRAND, "\udc00"),
        Arguments.of(QUANTITY, 1.5),
        Arguments.of(QUANTITY, 1e300),
        Arguments.of(QUANTITY, "1e2147483647"),
        Arguments.of(QUANTITY, ""),
        Arguments.of(QUANTITY, " 1"),
        Arguments.of(QUANTITY, "\u0661"),
        Arguments.of(NET_PRICE, Double.NaN),
        Arguments.of(NET_PRICE, Double.POSITIVE_INFINITY),
        Arguments.of(NET_PRICE, "1,5"),
        Arguments.of(NET_PRICE, "9".repeat(65)),
        Arguments.of(NET_PRICE, false),
        Arguments.of(INVOICE_DATE, "2025-02-29"),
        Arguments.of(INVOICE_DATE, "0000-01-01"),
        Arguments.of(INVOICE_DATE, "2025-1-31"),
        Arguments.of(INVOICE_DATE, LocalDate.of(10_000, 1, 1)),
        Arguments.of(ACTIVE, 1),
        Arguments.of(ACTIVE, "yes"));
  }

  @Property(tries = 300)
  void coercingAValueOfTheColumnAgainChangesNothing(
      @ForAll("columnsAndValues") Tuple2<Column, Object> sample) {
    Object once = Literals.coerce(sample.get1(), sample.get2());

    assertThat(Literals.coerce(sample.get1(), once)).isEqualTo(once);
  }

  @Provide
  Arbitrary<Tuple2<Column, Object>> columnsAndValues() {
    return Arbitraries.of(SampleConditions.COLUMNS.list())
        .flatMap(column -> SampleConditions.values(column).map(value -> Tuple.of(column, value)));
  }

  @Test
  void textIsOrderedByCodePointAndNotByUtf16() {
    assertThat(Literals.compare("\uffee", "\ud83d\udc2a")).isNegative();
    assertThat(Literals.compare("\ud83d\udc2a", "\ud83d\udc2b")).isNegative();
    assertThat(Literals.compare("a", "ab")).isNegative();
    assertThat(Literals.compare("B", "a")).isNegative();
  }
}
