package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Idempotency keys, expected totals and versions. */
@ExtendWith(SharedApplication.class)
class RepeatedEditTest {
  private final RunningApplication application;
  private final HttpApi http;
  private final String key = UUID.randomUUID().toString();
  private final int product;

  RepeatedEditTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
    this.product = application.anotherProduct();
  }

  private String plus(int increment, Object... fields) {
    Object[] all = new Object[fields.length + 2];
    all[0] = "method";
    all[1] = "add_proportional";
    System.arraycopy(fields, 0, all, 2, fields.length);
    return edit("sales", "quantity", increment, "product_id = " + product, all);
  }

  private BigDecimal total() {
    return application.decimal("SELECT sum(quantity) FROM sales WHERE product_id = ?", product);
  }

  @Test
  void repeatedKeyGetsTheFirstOutcomeAgainAndIsAppliedOnce() {
    BigDecimal before = total();

    Answer first = http.post("/update_cell", plus(10), "Idempotency-Key", key);
    Answer second = http.post("/update_cell", plus(10), "Idempotency-Key", key);

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(total().subtract(before)).isEqualByComparingTo("10");
  }

  @Test
  void keyMayStandInTheJson() {
    BigDecimal before = total();

    Answer first = http.post("/update_cell", plus(10, "key", key));
    Answer inHeader = http.post("/update_cell", plus(10), "Idempotency-Key", key);

    assertThat(inHeader.json()).isEqualTo(first.json());
    assertThat(total().subtract(before)).isEqualByComparingTo("10");
  }

  @Test
  void keyInTheHeaderAndAnotherInTheJsonAreRefused() {
    Answer answer = http.post("/update_cell", plus(10, "key", key), "Idempotency-Key", "other");

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo("key");
  }

  @Test
  void editsUnderOneKeyAtTheSameTimeAreAppliedOnce() {
    BigDecimal before = total();

    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 30)
            .mapToObj(i -> http.postAsync("/update_cell", plus(10), "Idempotency-Key", key))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join).map(Answer::body).distinct())
        .hasSize(1);
    assertThat(total().subtract(before)).isEqualByComparingTo("10");
  }

  @Test
  void keyOfAnotherEditIsRefused() {
    BigDecimal before = total();
    Answer first = http.post("/update_cell", plus(10), "Idempotency-Key", key);

    Answer other = http.post("/update_cell", plus(11), "Idempotency-Key", key);

    assertThat(other.status()).as(other.body()).isEqualTo(422);
    assertThat(other.text("type")).isEqualTo("/problems/key-reused");
    assertThat(other.text("first_edit")).isEqualTo(first.text("id"));
    assertThat(total().subtract(before)).isEqualByComparingTo("10");
  }

  @Test
  void repeatedRefusalIsTheSameRefusal() {
    String stale = plus(10, "expected", "-1");

    Answer first = http.post("/update_cell", stale, "Idempotency-Key", key);
    Answer second = http.post("/update_cell", stale, "Idempotency-Key", key);

    assertThat(first.status()).as(first.body()).isEqualTo(409);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("edit")).isEqualTo(first.text("edit"));
    assertThat(second.text("current")).isEqualTo(first.text("current"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void blankKeyIsRefused(String blank) {
    assertThat(http.post("/update_cell", plus(10, "key", blank)).status()).isEqualTo(400);
    assertThat(http.post("/update_cell", plus(10, "key", "k".repeat(256))).status()).isEqualTo(400);
  }

  @Test
  void expectedTotalThatHasChangedIsAConflictThatTellsTheCurrentOne() {
    BigDecimal before = total();

    Answer stale = http.post("/update_cell", plus(10, "expected", before.add(BigDecimal.ONE)));
    Answer fresh = http.post("/update_cell", plus(10, "expected", before));
    Answer asText = http.post("/update_cell", plus(10, "expected", before.intValue() + 10 + ".0"));

    assertThat(stale.status()).as(stale.body()).isEqualTo(409);
    assertThat(stale.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(stale.text("type")).isEqualTo("/problems/total-changed");
    assertThat(stale.decimal("current")).isEqualByComparingTo(before);
    assertThat(fresh.status()).as(fresh.body()).isEqualTo(200);
    assertThat(asText.status()).as(asText.body()).isEqualTo(200);
    assertThat(total().subtract(before)).isEqualByComparingTo("20");
  }

  @Test
  void versionThatIsNoLongerCurrentFailsThePrecondition() {
    BigDecimal before = total();
    String old = http.post("/update_cell", plus(1)).text("version");
    String current = http.post("/update_cell", plus(1)).text("version");

    Answer stale = http.post("/update_cell", plus(10), "If-Match", '"' + old + '"');
    Answer fresh = http.post("/update_cell", plus(10), "If-Match", '"' + current + '"');
    Answer any = http.post("/update_cell", plus(10), "If-Match", "*");

    assertThat(stale.status()).as(stale.body()).isEqualTo(412);
    assertThat(stale.text("type")).isEqualTo("/problems/precondition-failed");
    assertThat(stale.text("current")).isEqualTo(current);
    assertThat(fresh.status()).as(fresh.body()).isEqualTo(200);
    assertThat(any.status()).isEqualTo(200);
    assertThat(total().subtract(before)).isEqualByComparingTo("22");
  }

  @Test
  void versionCountsForColumnsToo() {
    String rename = edit("product", "name", "A new name", "product_id = " + product);
    String old = http.post("/update_cell", plus(1)).text("version");
    http.post("/update_cell", plus(1));

    Answer stale = http.post("/update_cell", rename, "If-Match", '"' + old + '"');

    assertThat(stale.status()).as(stale.body()).isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-0", "\"\"", "\"abc\"", "W/\"1-0\"", "\"1-0\", \"2-0\""})
  void versionThatIsNoneIsRefusedBeforeTheLog(String tag) {
    long log = application.logLength();

    Answer answer = http.post("/update_cell", plus(10), "If-Match", tag);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(application.logLength()).isEqualTo(log);
  }
}
