package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /cubes/{cube}/cells}: regions as coordinates, and all methods. */
@ExtendWith(SharedApplication.class)
class CellEditTest {
  private static final String CELLS = "/cubes/sales/cells";

  private final RunningApplication application;
  private final HttpApi http;
  private int product;

  CellEditTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  @BeforeEach
  void takeProduct() {
    product = application.anotherProduct();
  }

  private List<BigDecimal> leaves(String measure) {
    return application
        .rows(
            "SELECT %s FROM sales WHERE product_id = ? ORDER BY leaf_id".formatted(measure),
            product)
        .stream()
        .map(row -> (BigDecimal) row.get(0))
        .toList();
  }

  private static BigDecimal sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Answer edit(String measure, Object value, String method) {
    Answer answer =
        http.post(
            CELLS, cell(measure, Map.of("product_id", product), "value", value, "method", method));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.decimal("new_total")).isEqualByComparingTo(sum(leaves(measure)));
    return answer;
  }

  /** No leaf of one product is more than two units from its share, there being three levels. */
  private static void assertNear(List<BigDecimal> actual, List<BigDecimal> ideal, int scale) {
    BigDecimal tolerance = BigDecimal.valueOf(3, scale);
    assertThat(actual).hasSameSizeAs(ideal);
    for (int leaf = 0; leaf < actual.size(); leaf++) {
      assertThat(actual.get(leaf).subtract(ideal.get(leaf)).abs())
          .as("leaf %d: %s for %s", leaf, actual.get(leaf), ideal.get(leaf))
          .isLessThanOrEqualTo(tolerance);
    }
  }

  private static List<BigDecimal> scaled(List<BigDecimal> values, BigDecimal total) {
    BigDecimal sum = sum(values);
    return values.stream()
        .map(value -> value.multiply(total).divide(sum, 9, RoundingMode.HALF_EVEN))
        .toList();
  }

  @Test
  void proportionalKeepsTheShares() {
    List<BigDecimal> before = leaves("net_price");

    edit("net_price", "123456.78", "proportional");

    assertThat(sum(leaves("net_price"))).isEqualByComparingTo("123456.78");
    assertNear(leaves("net_price"), scaled(before, new BigDecimal("123456.78")), 2);
  }

  @Test
  void equalLevelsTheLeaves() {
    edit("quantity", 1000, "equal");

    List<BigDecimal> after = leaves("quantity");
    assertThat(sum(after)).isEqualByComparingTo("1000");
    BigDecimal share = new BigDecimal(1000 / after.size());
    assertThat(after).allMatch(leaf -> leaf.subtract(share).abs().compareTo(BigDecimal.ONE) <= 0);
  }

  @Test
  void addEqualGivesEveryLeafTheSameMore() {
    List<BigDecimal> before = leaves("quantity");

    edit("quantity", 3 * before.size(), "add_equal");

    assertThat(leaves("quantity"))
        .isEqualTo(before.stream().map(leaf -> leaf.add(BigDecimal.valueOf(3))).toList());
  }

  @Test
  void addProportionalRaisesTheTotalByTheIncrement() {
    List<BigDecimal> before = leaves("quantity");
    BigDecimal total = sum(before).add(BigDecimal.valueOf(777));

    Answer answer = edit("quantity", "777", "add_proportional");

    assertThat(answer.decimal("old_total")).isEqualByComparingTo(sum(before));
    assertThat(sum(leaves("quantity"))).isEqualByComparingTo(total);
    assertNear(leaves("quantity"), scaled(before, total), 0);
  }

  @ParameterizedTest
  @CsvSource({"2%, 1.02", "2, 1.02", "-50 %, 0.5", "0.001%, 1.00001", "1e2, 2", "-200, -1"})
  void percentChangesTheTotalByItsShare(String percent, BigDecimal factor) {
    List<BigDecimal> before = leaves("net_price");
    BigDecimal total = sum(before).multiply(factor).setScale(2, RoundingMode.HALF_UP);

    edit("net_price", percent, "percent");

    assertThat(sum(leaves("net_price"))).isEqualByComparingTo(total);
    assertNear(leaves("net_price"), scaled(before, total), 2);
  }

  @Test
  void repeatWritesTheValueIntoEachLeaf() {
    edit("net_price", "9.99", "repeat");

    assertThat(leaves("net_price")).containsOnly(new BigDecimal("9.99"));
  }

  @Test
  void clearNeedsNoValue() {
    Answer answer =
        http.post(CELLS, cell("quantity", Map.of("product_id", product), "method", "clear"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.decimal("new_total")).isZero();
    assertThat(leaves("quantity")).allMatch(leaf -> leaf.signum() == 0);
  }

  @Test
  void scopeNonzeroLeavesZerosAlone() {
    http.post(
        CELLS,
        cell(
            "quantity",
            Map.of("product_id", product, "invoice_date_month", "2025-01"),
            "method",
            "clear"));
    long zeros = leaves("quantity").stream().filter(leaf -> leaf.signum() == 0).count();

    Answer answer =
        http.post(
            CELLS,
            cell(
                "quantity",
                Map.of("product_id", product),
                "value",
                100_000,
                "method",
                "equal",
                "scope",
                "nonzero"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(leaves("quantity").stream().filter(leaf -> leaf.signum() == 0).count())
        .isEqualTo(zeros);
  }

  @Test
  void coordinateMayBeAListOfMembers() {
    List<String> months = List.of("2025-02", "2025-03", "2025-04");
    String figure =
        "SELECT coalesce(sum(quantity), 0) FROM sales WHERE product_id = ?"
            + " AND strftime(invoice_date, '%Y-%m') IN ('2025-02', '2025-03', '2025-04')";
    BigDecimal rest = sum(leaves("quantity")).subtract(application.decimal(figure, product));

    Answer answer =
        http.post(
            CELLS,
            cell(
                "quantity",
                Map.of("product_id", List.of(product, -1), "invoice_date_month", months),
                "value",
                BigInteger.valueOf(4444)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(application.decimal(figure, product)).isEqualByComparingTo("4444");
    assertThat(sum(leaves("quantity"))).isEqualByComparingTo(rest.add(new BigDecimal(4444)));
    ViewConsistency.check(application);
  }
}
