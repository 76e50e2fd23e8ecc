package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.cell;
import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Whatever clients send, they get an answer that is no fault of the program. */
class FuzzedRequestsTest {
  private static final int REQUESTS = 2_000;
  private static final int AT_ONCE = 32;
  private static final long SEED = 42;

  private static final List<String> BODIES =
      List.of(
          edit("sales", "quantity", 12, "brand = 'Brand C' AND invoice_date_month = '2025-01'"),
          edit("sales", "net_price", "12.50", "product_id = 7", "method", "percent", "user", "ann"),
          edit(
              "sales_summary_by_product_family", "net_amount", 5, "brand IN ('Brand A','Brand B')"),
          edit("product", "name", "Thing", "product_id BETWEEN 3 AND 5"),
          edit("product", "brand", "Brand A", "NOT (product_id > 4 OR brand IS NULL)"),
          edit("customer", "capacity", 300, "city >= 'M'", "key", "k", "if_match", "1-0"),
          edit("sales", "customer_id", 2, "product_id = 9", "last_modified", "2025-01-01"),
          edit("sales", "invoice_date", "2025-04-01", "product_id = 9 AND customer_id = 1"),
          cell(
              "quantity", Map.of("brand", "Brand B"), "value", 3, "method", "equal", "expected", 9),
          cell("net_price", Map.of("product_id", List.of(1, 2)), "method", "clear"));

  private static final List<String> SHEET_BODIES =
      List.of(
          "{\"value\":\"=a1+SUM(b,9)*2\"}",
          "{\"value\":\"53\"}",
          "{\"value\":\"=IF(a1>1,CUBE(\\\"sales\\\",\\\"quantity\\\",\\\"brand\\\",\\\"Brand B\\\"),'b')\"}",
          "{\"a1\":\"1\",\"b\":\"=a1^2%7\",\"9\":\"=b\"}",
          "{\"value\":\"=CONCAT(UPPER(b),\\\"x\\\")&9\"}");

  private static final List<String> SHEET_EDITS =
      List.of(
          "{\"type\":\"set_formula_cells\",\"sheet\":\"s\",\"cells\":{\"a1\":\"=b+1\",\"b\":\"2\"}}",
          "{\"type\":\"delete_formula_cell\",\"sheet\":\"s\",\"cell\":\"a1\",\"key\":\"k\"}",
          "{\"type\":\"delete_sheet\",\"sheet\":\"s\",\"if_match\":\"1-0\"}");

  private static final List<String> SPLINTERS =
      List.of(
          "\"",
          "'",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "null",
          "true",
          "NaN",
          "-",
          "1e999",
          "1e-999",
          "9999999999999999999",
          "\u0000",
          "\\u0000",
          "\\ud800",
          "\uD83D\uDC2A",
          " OR 1=1",
          ";",
          "--",
          "(",
          ")",
          "NOT ",
          "IS NULL",
          " AND ",
          "<",
          ">=",
          "grouping_set_id",
          "sales",
          "leaf_id",
          "''",
          "\"value\":{},",
          "\"data\":",
          "add_equal",
          "repeat",
          "nonzero",
          "0",
          "-1",
          ".",
          "%",
          "\n",
          "\t");

  private static final List<String> HEADERS =
      List.of(
          "Prefer",
          "If-Match",
          "Idempotency-Key",
          "Content-Type",
          "Accept",
          "X-Request-Id",
          "cube",
          "id");

  private static final List<String> VALUES =
      List.of(
          "respond-async",
          "wait=0",
          "\"1-0\"",
          "*",
          "x",
          "text/plain",
          "multipart/form-data; boundary=x",
          "application/json; charset=utf-16",
          "gzip",
          "0",
          "-1",
          "wait=1, respond-async",
          "../..",
          "{}");

  private final SplittableRandom random = new SplittableRandom(SEED);

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String mutated(String text) {
    StringBuilder result = new StringBuilder(text);
    for (int mutation = random.nextInt(4); mutation > 0; mutation--) {
      int at = random.nextInt(result.length() + 1);
      int end = Math.min(result.length(), at + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> result.insert(at, any(SPLINTERS));
        case 1 -> result.delete(at, end);
        case 2 -> result.replace(at, end, any(SPLINTERS));
        default -> result.insert(at, result.substring(at, end));
      }
    }
    return result.toString();
  }

  private HttpRequest.Builder request(HttpApi http) {
    String[] headers =
        random.nextInt(3) > 0 ? new String[0] : new String[] {any(HEADERS), any(VALUES)};
    return switch (random.nextInt(10)) {
      case 6, 7, 8 -> sheetRequest(http, headers);
      case 9 ->
          post(
              http,
              "/edits",
              "[" + mutated(any(SHEET_EDITS)) + "," + mutated(any(BODIES)) + "]",
              headers);
      case 0 -> http.request("/get_updates?" + query(), headers);
      case 1 -> http.request("/edits/" + encoded(mutated("1767225600000-0")), headers);
      case 2 ->
          post(
              http,
              "/cubes/" + encoded(mutated("sales")) + "/cells",
              mutated(any(BODIES)),
              headers);
      case 3 ->
          post(
              http,
              "/edits",
              "[" + mutated(any(BODIES)) + "," + mutated(any(BODIES)) + "]",
              headers);
      case 4 -> post(http, "/cubes/sales/cells", mutated(any(BODIES)), headers);
      default -> post(http, "/update_cell?" + query(), mutated(any(BODIES)), headers);
    };
  }

  private HttpRequest.Builder sheetRequest(HttpApi http, String... headers) {
    String sheet = "/api/v1/" + encoded(mutated("s"));
    String cell = sheet + "/" + encoded(mutated(any(List.of("a1", "b", "9", "value"))));
    return switch (random.nextInt(8)) {
      case 0 -> http.request(sheet, headers);
      case 1 -> http.request(cell, headers);
      case 2 -> http.request(random.nextInt(4) == 0 ? sheet : cell, headers).DELETE();
      case 3, 4 -> post(http, sheet, mutated(any(SHEET_BODIES)), headers);
      default -> post(http, cell, mutated(any(SHEET_BODIES)), headers);
    };
  }

  private String query() {
    return any(List.of("since", "limit", "wait", "id", "cube"))
        + "="
        + encoded(mutated(any(List.of("0", "1-1", "1-1:4", "5"))));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder post(HttpApi http, String path, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(20) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return http.request(path, headers).POST(BodyPublishers.ofByteArray(bytes));
  }

  @Test
  void noRequestIsAFaultOfTheProgramOrStopsIt() throws InterruptedException {
    try (RunningApplication application = RunningApplication.start()) {
      HttpApi http = application.http();
      Semaphore free = new Semaphore(AT_ONCE);
      List<CompletableFuture<Void>> answers = new ArrayList<>();
      for (int number = 0; number < REQUESTS; number++) {
        free.acquire();
        HttpRequest.Builder request = request(http);
        answers.add(
            http.sendAsync(request)
                .whenComplete((answer, failure) -> free.release())
                .thenAccept(answer -> assertSound(request.build(), answer)));
      }

      assertThat(answers).allSatisfy(CompletableFuture::join);

      Answer afterwards = http.update("sales", "quantity", 4242, "product_id = 150");
      assertThat(afterwards.status()).as(afterwards.body()).isEqualTo(200);
      ViewConsistency.check(application);
      assertThat(application.value("SELECT count(*) FROM dromedary.edits"))
          .isEqualTo(application.logLength());
      assertThat(
              application.rows(
                  "SELECT request FROM dromedary.edits WHERE outcome LIKE '%internal-error%'"))
          .isEmpty();
    }
  }

  private static void assertSound(HttpRequest request, Answer answer) {
    assertThat(answer.status()).as("%s: %s", request, answer.body()).isBetween(200, 499);
    if (answer.status() == 204) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    if (answer.status() >= 400 && !isOfSheet(request, answer)) {
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
    assertThat(answer.json().isObject()).isTrue();
  }

  /** Whether it is one of the two errors in a form of their own. */
  private static boolean isOfSheet(HttpRequest request, Answer answer) {
    return request.uri().getPath().startsWith("/api/v1/")
        && (answer.json().has("error") || answer.json().has("result"));
  }
}
