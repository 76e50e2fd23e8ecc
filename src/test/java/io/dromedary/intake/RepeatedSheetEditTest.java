package io.dromedary.intake;

import static io.dromedary.testing.TestSheet.cell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import java.net.URLDecoder;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Idempotency keys, versions and early answers of edits of sheets. */
@ExtendWith(SharedApplication.class)
class RepeatedSheetEditTest {
  private final RunningApplication application;
  private final HttpApi http;
  private final TestSheet sheet;
  private final String key = UUID.randomUUID().toString();

  RepeatedSheetEditTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
    this.sheet = TestSheet.in(application);
  }

  private long versions(String name) {
    return (long)
        application.value(
            "SELECT count(*) FROM dromedary.cells WHERE name = ? AND sheet = ?",
            name,
            URLDecoder.decode(sheet.path().substring("/api/v1/".length()), UTF_8));
  }

  @Test
  void repeatedKeyGetsTheFirstAnswerAgainAndIsAppliedOnce() {
    Answer first = sheet.write("a", "1", "Idempotency-Key", key);
    sheet.set("a", "2");
    Answer second = sheet.write("a", "1", "Idempotency-Key", key);

    assertThat(second.status()).isEqualTo(201).isEqualTo(first.status());
    assertThat(second.body()).isEqualTo(cell("1", "1")).isEqualTo(first.body());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(sheet.result("a")).isEqualTo("2");
    assertThat(versions("a")).isEqualTo(2);
  }

  @Test
  void writesUnderOneKeyAtTheSameTimeAreAppliedOnce() {
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 30)
            .mapToObj(
                i -> http.postAsync(sheet.path("a"), TestSheet.value("1"), "Idempotency-Key", key))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join))
        .allMatch(answer -> answer.status() == 201)
        .extracting(answer -> answer.header("Location"))
        .containsOnly(answers.get(0).join().header("Location"));
    assertThat(versions("a")).isEqualTo(1);
  }

  @Test
  void keyOfAnotherEditIsRefused() {
    Answer first = sheet.write("a", "1", "Idempotency-Key", key);
    Answer otherValue = sheet.write("a", "2", "Idempotency-Key", key);
    Answer otherCell = sheet.write("b", "1", "Idempotency-Key", key);

    for (Answer other : List.of(otherValue, otherCell)) {
      assertThat(other.status()).as(other.body()).isEqualTo(422);
      assertThat(other.text("type")).isEqualTo("/problems/key-reused");
      assertThat("/edits/" + other.text("first_edit")).isEqualTo(first.header("Location"));
    }
    assertThat(sheet.read().body()).isEqualTo("{\"a\":" + cell("1", "1") + "}");
  }

  @Test
  void repeatedRefusalIsTheSameRefusal() {
    sheet.set("a", "text");
    Answer first = sheet.write("b", "=a*2", "Idempotency-Key", key);
    sheet.set("a", "1");

    Answer second = sheet.write("b", "=a*2", "Idempotency-Key", key);

    assertThat(second.status()).isEqualTo(422).isEqualTo(first.status());
    assertThat(second.body())
        .isEqualTo(cell("=a*2", "cell b: * takes numbers, not a text"))
        .isEqualTo(first.body());
    assertThat(sheet.read("b").status()).isEqualTo(404);
  }

  @Test
  void repeatedBatchAndDeletionAreAppliedOnce() {
    String body = TestSheet.cells("a", "1", "b", "=a");
    Answer batch = http.post(sheet.path(), body, "Idempotency-Key", key);
    Answer again = http.post(sheet.path(), body, "Idempotency-Key", key);
    Answer deleted = http.send(http.request(sheet.path(), "Idempotency-Key", key + "d").DELETE());
    sheet.set("a", "3");
    Answer notAgain = http.send(http.request(sheet.path(), "Idempotency-Key", key + "d").DELETE());

    assertThat(batch.status()).as(batch.body()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(batch.body());
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(notAgain.status()).isEqualTo(204);
    assertThat(sheet.read().body()).isEqualTo("{\"a\":" + cell("3", "3") + "}");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void keyThatIsNoneIsAnError(int length) {
    Answer answer = sheet.write("a", "1", "Idempotency-Key", "k".repeat(length));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("error")).contains("1 to 255 characters");
    assertThat(sheet.read().status()).isEqualTo(404);
  }

  @Test
  void versionThatIsNoLongerCurrentFailsThePrecondition() {
    sheet.set("a", "1");
    String old = sheet.etag();
    sheet.set("b", "1");
    Answer before = sheet.read();

    List<Answer> stale =
        List.of(
            sheet.write("a", "9", "If-Match", old),
            http.post(sheet.path(), TestSheet.cells("a", "9"), "If-Match", old),
            http.send(http.request(sheet.path("a"), "If-Match", old).DELETE()),
            http.send(http.request(sheet.path(), "If-Match", old).DELETE()));

    assertThat(stale)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).as(answer.body()).isEqualTo(412);
              assertThat(answer.text("type")).isEqualTo("/problems/precondition-failed");
              assertThat('"' + answer.text("current") + '"').isEqualTo(before.header("ETag"));
            });
    sheet.assertUnchangedSince(before);
    assertThat(sheet.write("a", "9", "If-Match", before.header("ETag")).status()).isEqualTo(201);
    assertThat(sheet.write("a", "10", "If-Match", "*").status()).isEqualTo(201);
  }

  @Test
  void changeOfAnotherSheetLeavesTheVersion() {
    sheet.set("a", "1");
    String version = sheet.etag();

    TestSheet.in(application).set("a", "1");

    assertThat(sheet.write("a", "2", "If-Match", version).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-0", "\"\"", "\"abc\"", "W/\"1-0\"", "\"1-0\", \"2-0\""})
  void versionThatIsNoneIsAnError(String tag) {
    Answer answer = sheet.write("a", "1", "If-Match", tag);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("error")).contains("If-Match");
    assertThat(sheet.read().status()).isEqualTo(404);
  }

  @Test
  void earlyAnswerNamesTheEditWhoseOutcomeShowsTheCell() {
    Answer answer = sheet.write("Cell", "=1+1", "Prefer", "respond-async");

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(answer.header("Location")).isEqualTo("/edits/" + answer.text("id"));
    JsonNode edit =
        await()
            .until(
                () -> http.get(answer.header("Location")).json(),
                outcome -> !outcome.path("status").asText().equals("accepted"));
    assertThat(edit.path("status").asText()).isEqualTo("applied");
    assertThat(edit.at("/cells/Cell").toString()).isEqualTo(cell("=1+1", "2"));
    assertThat(edit.at("/edit/cells/Cell").asText()).isEqualTo("=1+1");
    assertThat(edit.at("/updates/0/result").asText()).isEqualTo("2");
    assertThat(sheet.result("cell")).isEqualTo("2");
  }

  @Test
  void earlyAnswerNamesTheEditWhoseOutcomeShowsTheRefusal() {
    Answer answer = sheet.write("a", "=a", "Prefer", "respond-async");

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    JsonNode edit =
        await()
            .until(
                () -> http.get(answer.header("Location")).json(),
                outcome -> !outcome.path("status").asText().equals("accepted"));
    assertThat(edit.at("/problem/result").asText())
        .isEqualTo("cell a: circular reference detected");
  }
}
