package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static io.dromedary.testing.RunningApplication.COMMON_PRODUCT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /update_cell} in the seeds' form, on measures. */
@ExtendWith(SharedApplication.class)
class UpdateCellTest {
  private static final String LEAVES =
      "SELECT leaf_id, quantity FROM sales JOIN product USING (product_id) WHERE brand = ? ORDER BY 1";
  private static final String BRAND_TOTAL =
      "SELECT sum(quantity) FROM sales JOIN product USING (product_id) WHERE brand = ?";
  private static final String PRODUCT_TOTAL =
      "SELECT sum(quantity) FROM sales WHERE product_id = ?";

  private final RunningApplication application;
  private final HttpApi http;

  UpdateCellTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  @Test
  void answerTellsIdStatusRowsTotalsAndVersion() {
    int product = application.anotherProduct();
    BigDecimal before = application.decimal(PRODUCT_TOTAL, product);
    Object leaves = application.value("SELECT count(*) FROM sales WHERE product_id = ?", product);

    Answer answer = http.update("sales", "quantity", "4321", "product_id = " + product);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text("id")).matches("\\d+-\\d+");
    assertThat(answer.text("status")).isEqualTo("applied");
    assertThat(answer.text("rows")).isEqualTo(leaves.toString());
    assertThat(answer.decimal("old_total")).isEqualByComparingTo(before);
    assertThat(answer.decimal("new_total")).isEqualByComparingTo("4321");
    assertThat(answer.text("version")).isEqualTo(answer.text("id"));
    assertThat(answer.header("Location")).isEqualTo("/edits/" + answer.text("id"));
    assertThat(application.decimal(PRODUCT_TOTAL, product)).isEqualByComparingTo("4321");
  }

  @Test
  void envelopeOfTheSeedsMeansTheSameAsTheBareEdit() {
    int product = application.anotherProduct();

    Answer answer =
        http.post(
            "/update_cell",
            "{\"data\":" + edit("sales", "quantity", "777", "product_id = " + product) + "}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(application.decimal(PRODUCT_TOTAL, product)).isEqualByComparingTo("777");
  }

  @Test
  void valueMayBeNumberOrText() {
    int product = application.anotherProduct();

    Answer number = http.update("sales", "net_price", 1234.5, "product_id = " + product);
    Answer text = http.update("sales", "net_price", "1234.56", "product_id = " + product);

    assertThat(number.decimal("new_total")).isEqualByComparingTo("1234.50");
    assertThat(text.decimal("new_total")).isEqualByComparingTo("1234.56");
    assertThat(text.decimal("old_total")).isEqualByComparingTo("1234.50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/x-www-form-urlencoded",
        "text/plain",
        "text/xml",
        "application/octet-stream",
        "multipart/mixed",
        "nonsense",
        "application/json; charset=nonsense",
        "; ;"
      })
  void contentTypeDoesNotMatter(String contentType) {
    BigDecimal total = application.decimal(PRODUCT_TOTAL, COMMON_PRODUCT).add(BigDecimal.ONE);

    Answer answer =
        http.post(
            "/update_cell",
            edit("sales", "quantity", total, "product_id = " + COMMON_PRODUCT),
            "Content-Type",
            contentType);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(application.decimal(PRODUCT_TOTAL, COMMON_PRODUCT)).isEqualByComparingTo(total);
  }

  @Test
  void contentTypeMayBeMissing() {
    int product = application.anotherProduct();

    Answer answer = http.update("sales", "quantity", "100", "product_id = " + product);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void oneLeafTakesTheValueItself() {
    int product = application.anotherProduct();
    List<Object> leaf =
        application
            .rows(
                "SELECT customer_id, invoice_date FROM sales WHERE product_id = ? LIMIT 1", product)
            .get(0);

    Answer answer =
        http.update(
            "sales",
            "quantity",
            "-5",
            "product_id = %d AND customer_id = %s AND invoice_date = '%s'"
                .formatted(product, leaf.get(0), leaf.get(1)));

    assertThat(answer.text("rows")).isEqualTo("1");
    assertThat(
            application.decimal(
                "SELECT quantity FROM sales WHERE product_id = ? AND customer_id = ? AND invoice_date = ?",
                product,
                leaf.get(0),
                leaf.get(1)))
        .isEqualByComparingTo("-5");
  }

  @Test
  void totalOfABrandSpreadsInProportionToItsLeaves() {
    String brand = application.anotherBrand();
    BigDecimal before = application.decimal(BRAND_TOTAL, brand);
    List<List<Object>> old = application.rows(LEAVES, brand);
    BigDecimal total = before.multiply(BigDecimal.valueOf(3)).add(BigDecimal.ONE);

    Answer answer = http.update("sales", "quantity", total, "brand = '" + brand + "'");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(application.decimal(BRAND_TOTAL, brand)).isEqualByComparingTo(total);
    List<List<Object>> now = application.rows(LEAVES, brand);
    for (int leaf = 0; leaf < old.size(); leaf++) {
      double share =
          ((BigDecimal) old.get(leaf).get(1)).doubleValue()
              * total.doubleValue()
              / before.doubleValue();
      assertThat(((BigDecimal) now.get(leaf).get(1)).doubleValue())
          .as("leaf %s", old.get(leaf))
          .isBetween(Math.floor(share) - 2, Math.ceil(share) + 2);
    }
    assertViewIsConsistent();
  }

  @Test
  void zeroedChildrenGetEqualShares() {
    String brand = application.anotherBrand();
    http.update("sales", "quantity", "0", "brand = '" + brand + "'");
    assertThat(application.rows(LEAVES, brand))
        .allSatisfy(leaf -> assertThat((BigDecimal) leaf.get(1)).isZero());
    int leaves = application.rows(LEAVES, brand).size();

    Answer answer = http.update("sales", "quantity", leaves * 7, "brand = '" + brand + "'");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(application.rows(LEAVES, brand))
        .allSatisfy(leaf -> assertThat((BigDecimal) leaf.get(1)).isEqualByComparingTo("7"));
    assertViewIsConsistent();
  }

  @Test
  void brandRowOfTheViewIsEditedThroughItsOwnColumns() {
    String brand = application.anotherBrand();
    String row =
        "brand = '%s' AND family IS NULL AND invoice_date_month = '2025-03' AND grouping_set_id = 1"
            .formatted(brand);

    Answer answer = http.update("sales_summary_by_product_family", "net_amount", "98765.43", row);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.decimal("new_total")).isEqualByComparingTo("98765.43");
    assertThat(
            application.decimal(
                "SELECT net_amount FROM sales_summary_by_product_family WHERE " + row))
        .isEqualByComparingTo("98765.43");
    assertThat(
            application.decimal(
                "SELECT sum(net_price) FROM sales JOIN product USING (product_id)"
                    + " WHERE brand = ? AND invoice_date BETWEEN '2025-03-01' AND '2025-03-31'",
                brand))
        .isEqualByComparingTo("98765.43");
    assertViewIsConsistent();
  }

  @Test
  void supplierRowOfTheViewSpreadsToAllBrandsOfTheSupplier() {
    // The other tests take their brands from the front, so this supplier is theirs, too: relative.
    Object supplier =
        application.value("SELECT supplier FROM product WHERE product_id = 1").toString();
    String row =
        "supplier = '%s' AND brand IS NULL AND family IS NULL AND invoice_date_month = '2025-11' AND grouping_set_id = 2"
            .formatted(supplier.toString().replace("'", "''"));
    BigDecimal before =
        application.decimal("SELECT quantity FROM sales_summary_by_product_family WHERE " + row);
    BigDecimal total = before.add(BigDecimal.valueOf(1001));

    Answer answer = http.update("sales_summary_by_product_family", "quantity", total, row);

    assertThat(answer.decimal("old_total")).as(answer.body()).isEqualByComparingTo(before);
    assertThat(
            application.decimal(
                "SELECT sum(quantity) FROM sales JOIN product USING (product_id)"
                    + " WHERE supplier = ? AND strftime(invoice_date, '%Y-%m') = '2025-11'",
                supplier))
        .isEqualByComparingTo(total);
    assertViewIsConsistent();
  }

  @Test
  void familyRowOfTheViewChangesEveryRowAboveIt() {
    int product = application.anotherProduct();
    List<Object> family =
        application
            .rows("SELECT supplier, brand, family FROM product WHERE product_id = ?", product)
            .get(0);
    String row =
        "supplier = '%s' AND brand = '%s' AND family = '%s' AND invoice_date_month = '2025-05'"
            .formatted(
                family.get(0).toString().replace("'", "''"),
                family.get(1),
                family.get(2).toString().replace("'", "''"));

    Answer answer = http.update("sales_summary_by_product_family", "quantity", "5000", row);

    assertThat(answer.decimal("new_total")).as(answer.body()).isEqualByComparingTo("5000");
    JsonNode edit = http.get(answer.header("Location")).json();
    assertThat(edit.path("updates").findValuesAsText("grouping_set_id"))
        .containsExactlyInAnyOrder("0", "1", "2");
    assertViewIsConsistent();
  }

  /** The view is what GROUPING SETS over the leaves say. */
  private void assertViewIsConsistent() {
    ViewConsistency.check(application);
  }
}
