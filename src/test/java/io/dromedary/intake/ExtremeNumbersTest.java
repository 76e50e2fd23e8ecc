package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that no measure, and perhaps no memory, can hold. */
class ExtremeNumbersTest extends RefusalTestSupport {
  private static final String MOST = "999999999999999999";

  ExtremeNumbersTest(RunningApplication application) {
    super(application);
  }

  @Test
  void hugeNumbersInTheJsonAreRefused() {
    for (String number :
        List.of(
            "1e400",
            "1e-400",
            "9".repeat(400),
            "1e999999999",
            "1" + "0".repeat(150),
            "-0." + "0".repeat(150) + "1")) {
      Answer value =
          http.post(
              "/update_cell",
              "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":%s,\"condition\":\"product_id = 1\"}"
                  .formatted(number));
      Answer expected =
          http.post(
              "/update_cell",
              "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":1,\"expected\":%s,\"condition\":\"product_id = 1\"}"
                  .formatted(number));
      Answer member =
          http.post(
              "/update_cell",
              "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":1,\"region\":{\"product_id\":1,\"brand\":%s}}"
                  .formatted(number));

      assertThat(value.status()).as(value.body()).isIn(400, 422);
      assertThat(expected.status()).as(number + expected.body()).isIn(400, 409);
      assertThat(member.status()).as(member.body()).isIn(400, 422);
    }
  }

  @Test
  void totalsThatWouldNotFitAreRefused() {
    Answer repeated =
        http.post(
            "/update_cell", edit("sales", "quantity", MOST, "product_id = 2", "method", "repeat"));
    Answer percent =
        http.post(
            "/update_cell",
            edit("sales", "quantity", "1000000000", "product_id < 0", "method", "percent"));
    Answer tooMuchPercent =
        http.post(
            "/update_cell",
            edit("sales", "quantity", "1e12", "product_id = 2", "method", "percent"));

    assertRefused(repeated, 422, "too-many-digits");
    assertRefused(percent, 422, "empty-region");
    assertRefused(tooMuchPercent, 422, "too-many-digits");
  }

  @Test
  void leavesWhoseSumPassesSixtyFourBitsAreNoReasonToFail() {
    int product = application.anotherProduct();
    String region = "product_id = " + product;
    List<List<Object>> old =
        application.rows(
            "SELECT customer_id, invoice_date, quantity FROM sales WHERE product_id = ?", product);
    try {
      for (List<Object> leaf : old) {
        http.update("sales", "quantity", "900000000000000000", condition(product, leaf));
      }
      for (String method :
          List.of("proportional", "equal", "add_equal", "add_proportional", "percent")) {
        Answer answer =
            http.post(
                "/update_cell",
                edit("sales", "quantity", 5, region, "method", method, "expected", 7));
        assertThat(answer.status()).as(method + answer.body()).isIn(409, 422);
        assertThat(answer.text("current"))
            .isEqualTo(
                application
                    .value("SELECT sum(quantity) FROM sales WHERE product_id = ?", product)
                    .toString());
        Answer without =
            http.post(
                "/update_cell",
                edit("sales", "quantity", MOST, region, "method", method, "key", method + product));
        assertThat(without.status()).as(method + without.body()).isIn(200, 422);
      }
    } finally {
      for (List<Object> leaf : old) {
        Answer back = http.update("sales", "quantity", leaf.get(2), condition(product, leaf));
        assertThat(back.status()).as(back.body()).isEqualTo(200);
      }
    }
  }

  private static String condition(int product, List<Object> leaf) {
    return "product_id = %d AND customer_id = %s AND invoice_date = '%s'"
        .formatted(product, leaf.get(0), leaf.get(1));
  }
}
