package io.dromedary.edit;

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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Columns of every type, and generated values and conditions of them. */
final class SampleConditions {
  static final Column BRAND = new Column("brand", ColumnType.TEXT);
  static final Column QUANTITY = new Column("quantity", ColumnType.INTEGER);
  static final Column NET_PRICE = new Column("net_price", ColumnType.decimal(2));
  static final Column INVOICE_DATE = new Column("invoice_date", ColumnType.DATE);
  static final Column ACTIVE = new Column("Is \"active\"", ColumnType.BOOLEAN);
  static final Column BETWEEN = new Column("between", ColumnType.TEXT);
  static final Columns COLUMNS =
      Columns.of(List.of(BRAND, QUANTITY, NET_PRICE, INVOICE_DATE, ACTIVE, BETWEEN));

  private static final LocalDate A_DAY = LocalDate.of(2025, 3, 14);

  private SampleConditions() {}

  static Condition parse(String text) {
    return ConditionParser.parse(text, COLUMNS);
  }

  /** The problem that a text is refused with. */
  static Problem refusal(String text) {
    return problemOf(() -> parse(text));
  }

  static Problem problemOf(Runnable action) {
    try {
      action.run();
    } catch (ProblemException e) {
      return e.problem();
    }
    throw new AssertionError("nothing was refused");
  }

  /** Mostly values of a small set, so that comparisons often meet an equal one. */
  static Arbitrary<Object> values(Column column) {
    return switch (column.type().kind()) {
      case TEXT -> texts().asGeneric();
      case INTEGER -> Arbitraries.oneOf(Arbitraries.longs().between(-3, 3), Arbitraries.longs());
      case DECIMAL -> Arbitraries.oneOf(decimals(300, 2), decimals(3_000, 3), anyDecimals());
      case DATE -> Arbitraries.oneOf(days(-2, 2), days(-700_000, 2_900_000));
      case BOOLEAN -> Arbitraries.of(true, false).asGeneric();
    };
  }

  static Arbitrary<Condition> conditions() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just(Condition.everything())), Tuple.of(20, nested(3)));
  }

  private static Arbitrary<Condition> nested(int levels) {
    Arbitrary<Condition> single = Arbitraries.of(COLUMNS.list()).flatMap(SampleConditions::single);
    if (levels == 0) {
      return single;
    }
    Arbitrary<Condition> part = nested(levels - 1);
    Arbitrary<List<Condition>> parts = part.list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.frequencyOf(
        Tuple.of(2, single),
        Tuple.of(2, part.map(Not::new)),
        Tuple.of(2, parts.map(And::new)),
        Tuple.of(2, parts.map(Or::new)));
  }

  private static Arbitrary<Condition> single(Column column) {
    Arbitrary<Object> value = values(column);
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of(ComparisonOperator.values()), value)
            .as((operator, right) -> new Comparison(column, operator, right)),
        value.list().ofMinSize(1).ofMaxSize(4).map(list -> new In(column, list)),
        Combinators.combine(value, value).as((low, high) -> new Between(column, low, high)),
        Arbitraries.just(new IsNull(column)));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            6,
            Arbitraries.of("", "a", "A", "b", "ab", "'", "?", "\0", "é", "\uFFFD", "\uD83D\uDC2A")),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(4).filter(t -> !Excerpt.isMalformed(t))));
  }

  private static Arbitrary<Object> decimals(int bound, int scale) {
    return Arbitraries.integers()
        .between(-bound, bound)
        .map(unscaled -> BigDecimal.valueOf(unscaled, scale));
  }

  private static Arbitrary<Object> anyDecimals() {
    BigDecimal bound = new BigDecimal("999999999999999999");
    return Arbitraries.bigDecimals().between(bound.negate(), bound).ofScale(18).asGeneric();
  }

  private static Arbitrary<Object> days(int from, int to) {
    return Arbitraries.integers().between(from, to).map(A_DAY::plusDays);
  }
}
