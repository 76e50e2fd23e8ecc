package io.dromedary.reply;

import static io.dromedary.testing.HttpApi.edit;
import static io.dromedary.testing.RunningApplication.COMMON_PRODUCT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /get_updates}. */
@ExtendWith(SharedApplication.class)
class UpdatesFeedTest {
  private static final int POLLERS = 5;

  private final RunningApplication application;
  private final HttpApi http;

  UpdatesFeedTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  private Answer change(int product) {
    Answer answer =
        http.post(
            "/update_cell",
            edit("sales", "quantity", 1, "product_id = " + product, "method", "add_proportional"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static List<JsonNode> rows(Answer page) {
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    List<JsonNode> rows = new ArrayList<>();
    page.json().at("/data/updates").forEach(rows::add);
    return rows;
  }

  private static String cursor(Answer page) {
    return page.json().at("/data/cursor").asText();
  }

  /** All rows behind a cursor, up to those of an edit, read page by page. */
  private List<JsonNode> read(String since, String until, SplittableRandom random) {
    List<JsonNode> rows = new ArrayList<>();
    String cursor = since;
    while (true) {
      int limit = 1 + random.nextInt(random.nextBoolean() ? 5 : 200);
      Answer page = http.get("/get_updates?since=%s&limit=%d&wait=20".formatted(cursor, limit));
      List<JsonNode> found = rows(page);
      assertThat(found).hasSizeLessThanOrEqualTo(limit);
      rows.addAll(found);
      cursor = cursor(page);
      if (cursor.equals(until)) {
        return rows;
      }
    }
  }

  @Test
  void rowsHaveTheColumnsOfTheViewAndItsValuesAfterTheEdit() {
    int product = application.anotherProduct();
    String since = change(product).text("id");
    Answer edit = change(product);

    Answer page = http.get("/get_updates?since=" + since);

    assertThat(page.header("Content-Type")).isEqualTo("application/json");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(rows(page)).hasSize(3);
    for (JsonNode row : rows(page)) {
      assertThat(row.path("id").asText()).isEqualTo(edit.text("id"));
      assertThat(row.path("table").asText()).isEqualTo("sales_summary_by_product_family");
      Object quantity =
          application.value(
              "SELECT quantity FROM sales_summary_by_product_family WHERE supplier = ?"
                  + " AND brand IS NOT DISTINCT FROM ? AND family IS NOT DISTINCT FROM ?"
                  + " AND invoice_date_month = ?",
              row.path("supplier").textValue(),
              row.path("brand").textValue(),
              row.path("family").textValue(),
              row.path("invoice_date_month").textValue());
      assertThat(row.path("quantity").asText()).isEqualTo(quantity.toString());
      assertThat(row.has("net_amount")).isTrue();
      assertThat(row.has("grouping_set_id")).isTrue();
    }
    assertThat(cursor(page)).isEqualTo(edit.text("id"));
  }

  @Test
  void withoutCursorTheLastRowsCome() {
    int product = application.anotherProduct();
    change(product);
    Answer edit = change(product);

    Answer page = http.get("/get_updates?limit=2");

    assertThat(rows(page)).hasSize(2);
    assertThat(cursor(page)).isEqualTo(edit.text("id"));
    assertThat(rows(http.get("/get_updates?limit=3")).subList(1, 3)).isEqualTo(rows(page));
  }

  @Test
  void pollersWithAnyLimitsSeeTheSameRowsWhileOthersEdit() {
    int[] products = IntStream.range(0, 3).map(i -> application.anotherProduct()).toArray();
    String since = change(products[0]).text("id");
    List<CompletableFuture<Answer>> edits = new ArrayList<>();
    for (int round = 0; round < 60; round++) {
      edits.add(
          http.postAsync(
              "/update_cell",
              edit(
                  "sales",
                  "quantity",
                  round,
                  round % 10 == 9 ? "product_id = -1" : "product_id = " + products[round % 3])));
    }
    List<CompletableFuture<List<JsonNode>>> pollers = new ArrayList<>();
    CompletableFuture<String> last =
        CompletableFuture.allOf(edits.toArray(CompletableFuture[]::new))
            .thenApply(none -> change(products[0]).text("id"));
    // The last edit is known only when all others are done, but pollers start before.
    for (int poller = 0; poller < POLLERS; poller++) {
      SplittableRandom random = new SplittableRandom(poller);
      pollers.add(CompletableFuture.supplyAsync(() -> poll(since, last, random)));
    }

    List<List<JsonNode>> seen = pollers.stream().map(CompletableFuture::join).toList();

    List<JsonNode> whole = read(since, last.join(), new SplittableRandom(7));
    assertThat(whole).hasSizeGreaterThan(60).doesNotHaveDuplicates();
    assertThat(seen).allMatch(whole::equals);
    assertThat(whole.stream().map(row -> row.path("id").asText()).distinct().toList())
        .isEqualTo(
            Stream.concat(
                    edits.stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer.status() == 200)
                        .map(answer -> answer.text("id")),
                    Stream.of(last.join()))
                .sorted(Comparator.comparing(EditId::parse))
                .filter(id -> whole.stream().anyMatch(row -> row.path("id").asText().equals(id)))
                .toList());
  }

  private List<JsonNode> poll(
      String since, CompletableFuture<String> last, SplittableRandom random) {
    List<JsonNode> rows = new ArrayList<>();
    String cursor = since;
    while (!last.isDone() || !cursor.equals(last.join())) {
      int limit = 1 + random.nextInt(random.nextBoolean() ? 5 : 200);
      Answer page = http.get("/get_updates?since=%s&limit=%d&wait=1".formatted(cursor, limit));
      List<JsonNode> found = rows(page);
      assertThat(found).hasSizeLessThanOrEqualTo(limit);
      rows.addAll(found);
      cursor = cursor(page);
    }
    return rows;
  }

  @Test
  void longPollsEndWithTheFirstChangeAndHoldNoThread() {
    int product = application.anotherProduct();
    String since = change(product).text("id");
    List<CompletableFuture<Answer>> polls =
        IntStream.range(0, 200)
            .mapToObj(poll -> http.getAsync("/get_updates?wait=60&since=" + since))
            .toList();
    // Far more polls wait than the program has threads; others are still answered.
    await().until(() -> http.get("/get_updates?limit=1").status() == 200);
    assertThat(polls).noneMatch(CompletableFuture::isDone);

    Answer edit = change(product);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> polls.stream().allMatch(CompletableFuture::isDone));
    assertThat(polls)
        .allSatisfy(
            poll ->
                assertThat(rows(poll.join()))
                    .isNotEmpty()
                    .allMatch(row -> row.path("id").asText().equals(edit.text("id"))));
  }

  @Test
  void waitThatRunsOutGivesAnEmptyPageAndTheSameCursor() {
    String since = change(application.anotherProduct()).text("id");

    Answer page = http.get("/get_updates?wait=1&since=" + since);

    assertThat(rows(page)).isEmpty();
    assertThat(cursor(page)).isEqualTo(since);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "since=yesterday",
        "since=",
        "since=-1",
        "since=1-2-3",
        "since=1-2:",
        "since=1-2:0",
        "since=1-2:-1",
        "since=1-2:99999999999",
        "since=99999999999999999999",
        "since=%00",
        "since=1'%20OR%20'1'='1",
        "limit=0",
        "limit=-1",
        "limit=10001",
        "limit=all",
        "limit=",
        "limit=1e3",
        "wait=-1",
        "wait=61",
        "wait=long",
        "sinse=1-0",
        "since=1-0&x",
        "%F0%9F=1",
        "limit=1;DROP%20TABLE%20sales"
      })
  void parameterThatCannotBeRightIsRefused(String query) {
    Answer answer = http.get("/get_updates?" + query);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("/problems/malformed-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0-0", "0-0:1", "1-0:1", "5:7"})
  void cursorFromBeforeEverythingStartsAtTheBeginning(String since) {
    change(COMMON_PRODUCT);

    assertThat(rows(http.get("/get_updates?limit=3&since=" + since)))
        .isNotEmpty()
        .isEqualTo(rows(http.get("/get_updates?limit=3&since=0")));
  }

  @Test
  void cursorFromTheFutureWaitsForIt() {
    Answer page = http.get("/get_updates?since=9223372036854775807-9223372036854775807");

    assertThat(rows(page)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"multipart/form-data; boundary=x", "multipart/form-data", "nonsense"})
  void contentTypeOfAReadDoesNotMatter(String contentType) {
    assertThat(http.get("/get_updates?limit=1", "Content-Type", contentType).status())
        .isEqualTo(200);
  }
}
