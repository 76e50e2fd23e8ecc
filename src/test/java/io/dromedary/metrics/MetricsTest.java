package io.dromedary.metrics;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.start.Application;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;

@ExtendWith(SharedApplication.class)
class MetricsTest {
  private static final String EDITS = "dromedary_edits_total";

  private final RunningApplication application;
  private final HttpApi http;

  MetricsTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  private Scrape scrape() {
    Answer answer = http.get("/observe/metrics");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    return Scrape.parse(answer.body());
  }

  @Test
  void editsAreCountedByTypeAndStatus() {
    Scrape before = scrape();
    int product = application.anotherProduct();
    String keyed = edit("sales", "quantity", 5, "product_id = " + product, "key", "metrics-1");

    http.post("/update_cell", keyed);
    http.post("/update_cell", keyed);
    http.update("sales", "quantity", 5, "product_id = -1");
    TestSheet sheet = TestSheet.in(application);
    sheet.set("a", "1");
    sheet.delete();

    Scrape after = scrape();
    assertThat(more(before, after, EDITS, "type", "update_cell", "status", "applied")).isEqualTo(1);
    assertThat(more(before, after, EDITS, "type", "update_cell", "status", "duplicate"))
        .isEqualTo(1);
    assertThat(more(before, after, EDITS, "type", "update_cell", "status", "rejected"))
        .isEqualTo(1);
    assertThat(more(before, after, EDITS, "type", "set_formula_cells", "status", "applied"))
        .isEqualTo(1);
    assertThat(more(before, after, EDITS, "type", "delete_sheet", "status", "applied"))
        .isEqualTo(1);
    assertThat(more(before, after, "dromedary_group_size_sum")).isEqualTo(5);
    assertThat(more(before, after, "dromedary_group_seconds_count"))
        .isEqualTo(more(before, after, "dromedary_group_size_count"));
  }

  @Test
  void whatOthersWriteIntoTheLogHasNoTypeOfItsOwn() {
    Scrape before = scrape();

    for (String entry :
        new String[] {"{\"type\":\"nonsense\"}", "[]", "{", "{\"a\":1,\"type\":7}"}) {
      application
          .redis()
          .getStream(Application.REQUESTS, StringCodec.INSTANCE)
          .add(StreamAddArgs.entry("data", entry));
    }

    await("the entries to be rejected")
        .until(() -> more(before, scrape(), EDITS, "type", "other", "status", "rejected") == 4);
  }

  @Test
  void theWayOfAnUpdateToOneWhoWaitsIsMeasured() {
    Scrape before = scrape();
    String last = http.update("sales", "quantity", 3, product()).text("version");
    CompletableFuture<Answer> waiting = http.getAsync("/get_updates?wait=60&since=" + last);
    await("the wait")
        .until(() -> scrape().value("dromedary_waiting_requests", "for", "update") >= 1);

    http.update("sales", "quantity", 4, product());

    assertThat(waiting.join().status()).isEqualTo(200);
    await("the measure")
        .until(() -> more(before, scrape(), "dromedary_update_first_byte_seconds_count") >= 1);
    // Whoever does not wait is not measured.
    Scrape measured = scrape();
    http.get("/get_updates?limit=1");
    http.get("/get_updates?wait=5&since=0&limit=1");
    assertThat(more(measured, scrape(), "dromedary_update_first_byte_seconds_count")).isZero();
  }

  private static String product() {
    return "product_id = " + RunningApplication.COMMON_PRODUCT;
  }

  @Test
  void theFilesAndTheDiskAreMeasured() {
    Scrape scrape = scrape();

    assertThat(scrape.value("dromedary_duckdb_file_bytes")).isGreaterThan(4_096);
    assertThat(scrape.value("dromedary_duckdb_wal_bytes")).isNotNegative();
    assertThat(scrape.value("dromedary_disk_free_bytes")).isGreaterThan(1 << 20);
    assertThat(scrape.value("dromedary_http_open_requests")).isGreaterThanOrEqualTo(1);
  }

  @Test
  void noLabelHasAsManyValuesAsThereAreRequests() {
    for (int number = 0; number < 20; number++) {
      http.get("/edits/1-" + number);
      http.get("/sheets/s" + number + "/c/history");
    }

    assertThat(scrape().samples())
        .allSatisfy(
            sample ->
                assertThat(sample.labels().values())
                    .noneMatch(value -> value.matches(".*(/edits/1-|/sheets/s).*")));
  }

  private static double more(Scrape before, Scrape after, String name, String... labels) {
    return after.value(name, labels) - before.value(name, labels);
  }
}
