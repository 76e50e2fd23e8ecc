package io.dromedary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /update_cell} on columns that are no measures. */
@ExtendWith(SharedApplication.class)
class ColumnEditTest {
  private final RunningApplication application;
  private final HttpApi http;

  ColumnEditTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  @Test
  void attributeIsSetInEveryRowThatTheConditionSelects() {
    int product = application.anotherProduct();
    String name = "Ünïcode '); DROP TABLE product; --";

    Answer answer = http.update("product", "name", name, "product_id = " + product);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.text("rows")).isEqualTo("1");
    assertThat(answer.json().has("old_total")).isFalse();
    assertThat(product("name", product)).isEqualTo(name);
    assertThat(http.get(answer.header("Location")).json().at("/updates/0/name").asText())
        .isEqualTo(name);
  }

  @Test
  void productThatChangesItsBrandMovesBetweenTheTotals() {
    int product = application.anotherProduct();
    String brand = "Moved " + product;

    Answer answer = http.update("product", "brand", brand, "product_id = " + product);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(
            application.decimal(
                "SELECT sum(quantity) FROM sales_summary_by_product_family WHERE brand = ? AND family IS NULL",
                brand))
        .isEqualByComparingTo(
            application.decimal("SELECT sum(quantity) FROM sales WHERE product_id = ?", product));
    ViewConsistency.check(application);
    assertThat(http.update("sales", "quantity", "10", "brand = '" + brand + "'").status())
        .isEqualTo(200);
    ViewConsistency.check(application);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "supplier", "brand", "family"})
  void columnOfAMemberMayBecomeEmpty(String column) {
    int product = application.anotherProduct();

    Answer answer = http.update("product", column, null, "product_id = " + product);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(product(column, product)).isNull();
    Answer total = http.update("sales", "quantity", "40", "product_id = " + product);
    assertThat(total.status()).as(total.body()).isEqualTo(200);
    assertThat(application.decimal("SELECT sum(quantity) FROM sales WHERE product_id = ?", product))
        .isEqualByComparingTo("40");
  }

  @Test
  void textOfAnyCharactersIsKept() {
    int product = application.anotherProduct();
    String name = "a\u0000b\t\"\\ \uD83D\uDC2A \u2028";

    Answer answer = http.update("product", "name", name, "product_id = " + product);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(product("name", product)).isEqualTo(name);
  }

  @Test
  void customerMovesToAnotherCity() {
    Answer answer = http.update("customer", "city", "Timbuktu", "customer_id = 1");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(http.update("sales", "quantity", "99999", "city = 'Timbuktu'").status())
        .isEqualTo(200);
    assertThat(application.decimal("SELECT sum(quantity) FROM sales WHERE customer_id = 1"))
        .isEqualByComparingTo("99999");
    ViewConsistency.check(application);
  }

  @Test
  void keyOfALeafMovesItToAnotherMember() {
    int product = application.anotherProduct();
    List<Object> leaf = leafOnADayWithoutOthers(product);
    Object other = ((Long) leaf.get(0)) % 3 + 1;

    Answer answer = http.update("sales", "customer_id", other.toString(), condition(product, leaf));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(
            application.value(
                "SELECT customer_id FROM sales WHERE product_id = ? AND invoice_date = ?",
                product,
                leaf.get(1)))
        .isEqualTo(other);
  }

  @Test
  void dateOfALeafMovesItToAnotherMonth() {
    int product = application.anotherProduct();
    List<Object> leaf = leafOnADayWithoutOthers(product);

    Answer answer = http.update("sales", "invoice_date", "2026-02-01", condition(product, leaf));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(
            application.value(
                "SELECT count(*) FROM sales WHERE product_id = ? AND invoice_date = '2026-02-01'",
                product))
        .isEqualTo(1L);
    ViewConsistency.check(application);
  }

  @Test
  void moveOntoAnotherLeafIsAConflict() {
    int product = application.anotherProduct();
    String before = application.dataHash();

    Answer answer = http.update("sales", "customer_id", "1", "product_id = " + product);
    Answer sameDay = http.update("sales", "invoice_date", "2025-06-01", "product_id = " + product);

    assertThat(sameDay.status()).as(sameDay.body()).isEqualTo(409);
    assertThat(sameDay.text("type")).isEqualTo("/problems/duplicate-row");
    assertThat(answer.status()).as(answer.body()).isIn(200, 409);
    if (answer.status() == 409) {
      assertThat(application.dataHash()).isEqualTo(before);
    }
  }

  @Test
  void moveToAnUnknownMemberIsRefused() {
    int product = application.anotherProduct();
    String before = application.dataHash();

    Answer answer = http.update("sales", "customer_id", "4711", "product_id = " + product);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.text("type")).isEqualTo("/problems/unknown-member");
    assertThat(answer.text("column")).isEqualTo("customer_id");
    assertThat(application.dataHash()).isEqualTo(before);
  }

  private Object product(String column, int product) {
    return application.value(
        "SELECT %s FROM product WHERE product_id = ?".formatted(column), product);
  }

  private List<Object> leafOnADayWithoutOthers(int product) {
    return application
        .rows(
            "SELECT any_value(customer_id), invoice_date FROM sales WHERE product_id = ?"
                + " GROUP BY invoice_date HAVING count(*) = 1 LIMIT 1",
            product)
        .get(0);
  }

  private static String condition(int product, List<Object> leaf) {
    return "product_id = %d AND customer_id = %s AND invoice_date = '%s'"
        .formatted(product, leaf.get(0), leaf.get(1));
  }
}
