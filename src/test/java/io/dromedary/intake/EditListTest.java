package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /edits}. */
@ExtendWith(SharedApplication.class)
class EditListTest {
  private final RunningApplication application;
  private final HttpApi http;

  EditListTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  private static String list(List<String> edits) {
    return "[" + String.join(",", edits) + "]";
  }

  private BigDecimal total(int product) {
    return application.decimal("SELECT sum(quantity) FROM sales WHERE product_id = ?", product);
  }

  @Test
  void editsOfAListAreAppliedInOrderAndEachHasItsOutcome() {
    int product = application.anotherProduct();
    String region = "product_id = " + product;

    Answer answer =
        http.post(
            "/edits",
            "{\"edits\":"
                + list(
                    List.of(
                        edit("sales", "quantity", 100, region),
                        edit("sales", "quantitty", 100, region),
                        edit("sales", "quantity", 10, region, "method", "add_proportional"),
                        edit("sales", "quantity", 1, "product_id = -7"),
                        "[]",
                        edit("sales", "quantity", "100", region, "method", "percent")))
                + "}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode outcomes = answer.json().path("data");
    assertThat(outcomes.findValuesAsText("status"))
        .containsSubsequence("applied", "rejected", "applied", "rejected", "rejected", "applied");
    assertThat(outcomes).hasSize(6);
    assertThat(outcomes.at("/1/problem/type").asText()).isEqualTo("/problems/unknown-column");
    assertThat(outcomes.get(1).has("id")).isFalse();
    assertThat(outcomes.at("/3/problem/type").asText()).isEqualTo("/problems/empty-region");
    assertThat(outcomes.at("/3/id").asText()).matches("\\d+-\\d+");
    assertThat(outcomes.at("/4/problem/type").asText()).isEqualTo("/problems/malformed-request");
    assertThat(outcomes.at("/5/old_total").asText()).isEqualTo("110");
    assertThat(total(product)).isEqualByComparingTo("220");
  }

  @Test
  void tenThousandEditsAreOneRequest() {
    int product = application.anotherProduct();
    BigDecimal before = total(product);
    List<Object> leaf =
        application
            .rows(
                "SELECT customer_id, invoice_date FROM sales WHERE product_id = ? LIMIT 1", product)
            .get(0);
    String region =
        "product_id = %d AND customer_id = %s AND invoice_date = '%s'"
            .formatted(product, leaf.get(0), leaf.get(1));
    String edit = edit("sales", "quantity", 1, region, "method", "add_equal");

    Answer answer = http.post("/edits", list(Collections.nCopies(10_000, edit)));

    assertThat(answer.status()).isEqualTo(200);
    JsonNode outcomes = answer.json().path("data");
    assertThat(outcomes).hasSize(10_000).allMatch(o -> o.path("status").asText().equals("applied"));
    assertThat(total(product).subtract(before)).isEqualByComparingTo("10000");
    List<String> totals = new ArrayList<>();
    outcomes.forEach(outcome -> totals.add(outcome.path("new_total").asText()));
    assertThat(new BigDecimal(totals.get(9_999)).subtract(new BigDecimal(totals.get(0))))
        .isEqualByComparingTo("9999");
    assertThat(totals).doesNotHaveDuplicates();
  }

  @Test
  void moreThanTenThousandEditsAreRefused() {
    long log = application.logLength();
    String edit = edit("sales", "quantity", 1, "product_id = 1");

    Answer answer = http.post("/edits", list(Collections.nCopies(10_001, edit)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("detail")).contains("10000");
    assertThat(application.logLength()).isEqualTo(log);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"edits\":[]}", "{\"edits\":{}}", "{}", "null", "7", "\"x\"", ""})
  void bodyWithoutEditsIsRefused(String body) {
    Answer answer = http.post("/edits", body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("type")).isEqualTo("/problems/malformed-request");
  }

  @Test
  void listOfWrongEditsAloneReachesNoLog() {
    long log = application.logLength();

    Answer answer = http.post("/edits", "[{},{\"data\":{}}]");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("data"))
        .hasSize(2)
        .allMatch(outcome -> outcome.path("status").asText().equals("rejected"));
    assertThat(application.logLength()).isEqualTo(log);
  }

  @Test
  void oneKeyGuardsTheWholeList() {
    int product = application.anotherProduct();
    BigDecimal before = total(product);
    String edit =
        edit("sales", "quantity", 5, "product_id = " + product, "method", "add_proportional");
    String key = UUID.randomUUID().toString();

    Answer first = http.post("/edits", list(List.of(edit, edit)), "Idempotency-Key", key);
    Answer second = http.post("/edits", list(List.of(edit, edit)), "Idempotency-Key", key);

    assertThat(second.json()).isEqualTo(first.json());
    assertThat(total(product).subtract(before)).isEqualByComparingTo("10");
  }

  @Test
  void earlyAnswerNamesEveryEdit() {
    int product = application.anotherProduct();
    String edit = edit("sales", "quantity", 55, "product_id = " + product);

    Answer answer = http.post("/edits", list(List.of(edit, "{}", edit)), "Prefer", "respond-async");

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    JsonNode data = answer.json().path("data");
    assertThat(data).hasSize(3);
    assertThat(data.at("/0/status").asText()).isEqualTo("accepted");
    assertThat(data.at("/1/status").asText()).isEqualTo("rejected");
    String last = data.at("/2/id").asText();
    await().until(() -> http.get("/edits/" + last).text("status").equals("applied"));
    assertThat(total(product)).isEqualByComparingTo("55");
  }

  @Test
  void versionInTheHeaderIsRefusedBecauseAListHasManyEdits() {
    Answer answer =
        http.post(
            "/edits",
            list(List.of(edit("sales", "quantity", 1, "product_id = 1"))),
            "If-Match",
            "\"1-0\"");

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("header")).isEqualTo("If-Match");
  }
}
