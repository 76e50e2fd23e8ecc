package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code POST /update_cell} refuses changes nothing and is a problem that says why. */
class RefusedEditTest extends RefusalTestSupport {
  private static final String VIEW = "sales_summary_by_product_family";

  RefusedEditTest(RunningApplication application) {
    super(application);
  }

  static Stream<Arguments> editsRefusedWithoutData() {
    String nowhere = "product_id = 1";
    return Stream.of(
        Arguments.of(edit("nosuch", "quantity", 1, nowhere), 404, "unknown-table"),
        Arguments.of(edit("dromedary.edits", "request", 1, ""), 404, "unknown-table"),
        Arguments.of(edit("sales; DROP TABLE sales", "quantity", 1, ""), 404, "unknown-table"),
        Arguments.of(edit("t".repeat(100_000), "quantity", 1, ""), 404, "unknown-table"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "user", "u".repeat(100_000)),
            413,
            "body-too-large"),
        Arguments.of(edit("sales", "colour", 1, nowhere), 400, "unknown-column"),
        Arguments.of(edit("sales", "leaf_id", 1, nowhere), 400, "unknown-column"),
        Arguments.of(edit("sales", "quantity = 0 --", 1, nowhere), 400, "unknown-column"),
        Arguments.of(edit("sales", "c".repeat(100_000), 1, nowhere), 400, "unknown-column"),
        Arguments.of(edit("product", "product_id", 1, nowhere), 422, "not-editable"),
        Arguments.of(edit(VIEW, "brand", "X", "brand = 'Brand A'"), 422, "not-editable"),
        Arguments.of(edit(VIEW, "grouping_set_id", 1, "brand = 'Brand A'"), 422, "not-editable"),
        Arguments.of(edit("sales", "quantity", "many", nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "quantity", true, nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "quantity", "", nowhere), 422, "not-a-number"),
        Arguments.of(
            edit("sales", "quantity", "1; DROP TABLE sales", nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "quantity", "x".repeat(100_000), nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "quantity", "NaN", nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "quantity", "Infinity", nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "quantity", "0x10", nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "quantity", "\u0661\u0662", nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "quantity", "1,000", nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "quantity", null, nowhere), 400, "malformed-request"),
        Arguments.of(edit("sales", "quantity", "1.5", nowhere), 422, "too-many-digits"),
        Arguments.of(edit("sales", "net_price", "1.005", nowhere), 422, "too-many-digits"),
        Arguments.of(edit("sales", "quantity", "1e18", nowhere), 422, "too-many-digits"),
        Arguments.of(edit("sales", "quantity", "1e400", nowhere), 422, "too-many-digits"),
        Arguments.of(edit("sales", "quantity", "1e-400", nowhere), 422, "too-many-digits"),
        Arguments.of(edit("sales", "quantity", "9".repeat(400), nowhere), 422, "too-many-digits"),
        Arguments.of(edit("sales", "quantity", "1e2147483647", nowhere), 422, "too-many-digits"),
        Arguments.of(
            edit("sales", "quantity", "9".repeat(1_000_000), nowhere), 422, "not-a-number"),
        Arguments.of(edit("sales", "invoice_date", "2025-02-30", nowhere), 422, "bad-value"),
        Arguments.of(edit("sales", "customer_id", "one", nowhere), 422, "bad-value"),
        Arguments.of(edit("sales", "customer_id", null, nowhere), 422, "bad-value"),
        Arguments.of(edit("customer", "capacity", "1.5", "customer_id = 1"), 422, "bad-value"),
        Arguments.of(edit("customer", "capacity", true, "customer_id = 1"), 422, "bad-value"),
        Arguments.of(edit("product", "name", true, nowhere), 422, "bad-value"),
        Arguments.of(
            edit("product", "name", "x", nowhere, "method", "equal"), 400, "malformed-request"),
        Arguments.of(
            edit("product", "name", "x", nowhere, "expected", 1), 400, "malformed-request"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "method", "'; --"), 400, "unknown-method"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "method", "m".repeat(100_000)),
            400,
            "unknown-method"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "scope", "s".repeat(100_000)),
            400,
            "malformed-request"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "expected", "lots"), 400, "malformed-request"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "expected", "1e999999999"),
            400,
            "malformed-request"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "expected", true), 400, "malformed-request"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "if_match", "x".repeat(100_000)),
            400,
            "malformed-request"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "type", "delete_everything"),
            400,
            "malformed-request"),
        Arguments.of(edit("sales", "quantity", 1, nowhere, "user", 7), 400, "malformed-request"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "conditon", "x"), 400, "malformed-request"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "f".repeat(100_000), "x"),
            400,
            "malformed-request"),
        Arguments.of(
            edit("sales", "quantity", 1, nowhere, "region", Map.of()), 400, "malformed-request"));
  }

  @ParameterizedTest
  @MethodSource("editsRefusedWithoutData")
  void editThatCannotBeRightReachesNoLog(String body, int status, String type) {
    assertRefused(http.post("/update_cell", body), status, type);

    assertNothingLogged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{",
        "{}",
        "{\"data\":{}}",
        "{\"data\":[]}",
        "{\"data\":null}",
        "{\"table\":\"sales\",\"table\":\"product\"}",
        "{\"table\":\"sales\"} {\"table\":\"sales\"}",
        "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":NaN,\"condition\":\"\"}",
        "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":Infinity,\"condition\":\"\"}",
        "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":01,\"condition\":\"\"}",
        "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":[1],\"condition\":\"\"}",
        "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":{},\"condition\":\"\"}",
        "{\"table\":\"sales\",\"column\":\"quantity\",\"condition\":\"product_id = 1\"}",
        "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":1}",
        "{\"table\":\"sales\",\"value\":1,\"condition\":\"\"}",
        "{\"column\":\"quantity\",\"value\":1,\"condition\":\"\"}",
        "{\"table\":null,\"column\":\"quantity\",\"value\":1,\"condition\":\"\"}",
        "{'table':'sales'}",
        "table=sales&column=quantity",
        "\uFEFF\uFEFF{}"
      })
  void bodyThatIsNoEditIsRefused(String body) {
    assertRefused(http.post("/update_cell", body), 400, "malformed-request");

    assertNothingLogged();
  }

  @Test
  void placeOfAMistakeInTheJsonIsTold() {
    Answer answer = http.post("/update_cell", "{\"table\": \"sales\", \"column\": quantity}");

    assertRefused(answer, 400, "malformed-request");
    assertThat(answer.json().path("position").asInt()).isBetween(28, 38);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(100_000);

    assertRefused(http.post("/update_cell", deep), 400, "malformed-request");
    assertRefused(
        http.post("/update_cell", "{\"data\":" + "{\"data\":".repeat(1_000)),
        400,
        "malformed-request");
    assertNothingLogged();
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] latin =
        edit("product", "name", "M\u00fcller", "product_id = 1")
            .getBytes(StandardCharsets.ISO_8859_1);

    Answer answer = http.send(http.request("/update_cell").POST(BodyPublishers.ofByteArray(latin)));

    assertRefused(answer, 400, "malformed-request");
    assertThat(answer.text("detail")).contains("UTF-8");
    assertNothingLogged();
  }

  @Test
  void regionWithoutLeavesIsRefusedByTheWriterUnderItsOwnId() {
    Answer answer = http.update("sales", "quantity", 1, "brand = 'No such brand'");

    assertRefused(answer, 422, "empty-region");
    assertLogged(1);
    assertThat(answer.header("Location")).isEqualTo("/edits/" + answer.text("edit"));
    Answer edit = http.get(answer.header("Location"));
    assertThat(edit.text("status")).isEqualTo("rejected");
    assertThat(edit.json().at("/problem/type").asText()).isEqualTo("/problems/empty-region");
    assertThat(edit.json().at("/edit/condition").asText()).isEqualTo("brand = 'No such brand'");
  }

  @Test
  void bodyOverTheLimitIsRefused() {
    Answer answer = http.post("/update_cell", " ".repeat((16 << 20) + 1));

    assertRefused(answer, 413, "body-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
  void otherMethodsAreRefused(String method) {
    Answer answer = http.send(http.request("/update_cell").method(method, BodyPublishers.noBody()));

    assertRefused(answer, 405, "method-not-allowed");
    assertThat(answer.header("Allow").toUpperCase(Locale.ROOT)).contains("POST");
  }
}
