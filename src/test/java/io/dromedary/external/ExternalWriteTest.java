package io.dromedary.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.Json;
import io.dromedary.external.RemoteCells.Request;
import io.dromedary.testing.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalWriteTest extends ExternalTestSupport {
  private static void assertRefused(Answer answer, String cell, String url, String reason) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.text("result"))
        .isEqualTo("cell %s: EXTERNAL_REF(%s) cannot be fetched: %s", cell, url, reason);
  }

  @Test
  void theResultOfARemoteCellCountsInAFormula() {
    remote.set("/api/v1/s/a", "41");

    Answer answer = write("count/a", "=2*EXTERNAL_REF(%s)+1".formatted(remote.url("/api/v1/s/a")));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.text("value")).startsWith("=2*EXTERNAL_REF(http");
    assertThat(answer.text("result")).isEqualTo("83");
    assertThat(result("count/a")).isEqualTo("83");
  }

  @Test
  void theInstanceAsksToBeToldOfChangesBeforeItReads() {
    remote.set("/api/v1/my%20sheet/a%2Fb?x=1", "41");

    writeReference("Some%20Sheet/A%3Fb%C3%A9", remote.url("/api/v1/my%20sheet/a%2Fb?x=1"));

    assertThat(remote.requests())
        .containsExactly(
            new Request(
                "POST",
                "/api/v1/my%20sheet/a%2Fb/subscribe?x=1",
                null,
                Json.write(
                    Map.of("webhook_url", own("some%20sheet/a%3Fb%C3%A9/externalRefWebhook")))),
            new Request("GET", "/api/v1/my%20sheet/a%2Fb?x=1", null, ""));
  }

  @Test
  void severalReferencesAreFetchedAtTheSameTime() {
    for (String cell : List.of("/a", "/b", "/c")) {
      remote.set(cell, "1");
    }
    CountDownLatch hold = remote.hold("/a");
    CompletableFuture<Answer> answer =
        http()
            .postAsync(
                "/api/v1/several/a",
                Json.write(
                    Map.of(
                        "value",
                        "=EXTERNAL_REF(%s)+EXTERNAL_REF(\"%s\")+EXTERNAL_REF(%s)"
                            .formatted(remote.url("/a"), remote.url("/b"), remote.url("/c")))));

    eventually().until(() -> remote.reads("/b") + remote.reads("/c") == 2);
    hold.countDown();

    assertThat(answer.join().text("result")).isEqualTo("3");
  }

  @Test
  void cellsThatAreWrittenTogetherAreEachToldOfChanges() {
    remote.set("/a", "5");
    String value = "=EXTERNAL_REF(%s)".formatted(remote.url("/a"));

    Answer answer =
        http().post("/api/v1/together", Json.write(Map.of("x", value, "y", value, "z", "1")));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.json().at("/x/result").asText()).isEqualTo("5");
    assertThat(remote.reads("/a")).isEqualTo(1);
    assertThat(remote.requests().stream().map(Request::body))
        .contains(
            Json.write(Map.of("webhook_url", own("together/x/externalRefWebhook"))),
            Json.write(Map.of("webhook_url", own("together/y/externalRefWebhook"))));
  }

  @Test
  void aMissingRemoteCellIsRefusedAndTheOldValueStays() {
    write("missing/a", "1");

    Answer answer = writeReference("missing/a", remote.url("/none"));

    assertRefused(answer, "a", remote.url("/none"), "there is no such cell");
    assertThat(answer.text("value")).isEqualTo("=EXTERNAL_REF(%s)", remote.url("/none"));
    assertThat(result("missing/a")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html></html>",
        "[1]",
        "{\"value\":\"1\"}",
        "{\"result\":{}}",
        "{\"result\":null}",
        "{\"result\":\"\\ud800\"}"
      })
  void anAnswerThatIsNoCellIsRefused(String body) {
    remote.answer("/a", new RemoteCells.Answer(200, body, null));

    assertRefused(
        writeReference("nonsense/a", remote.url("/a")),
        "a",
        remote.url("/a"),
        "the answer is no cell such as {\"value\": \"=a+1\", \"result\": \"2\"}");
  }

  @Test
  void anAnswerOfMoreThan64KiBIsRefused() {
    remote.set("/a", "x".repeat(64 << 10));

    assertRefused(
        writeReference("large/a", remote.url("/a")),
        "a",
        remote.url("/a"),
        "the answer has more than 64 KiB");
  }

  @Test
  void aFailingServerIsRefused() {
    remote.answer("/a", new RemoteCells.Answer(500, "{}", null));

    assertRefused(
        writeReference("failing/a", remote.url("/a")),
        "a",
        remote.url("/a"),
        "the answer has the status 500");
  }

  @Test
  void whatIsNotThereInTimeIsRefused() {
    remote.set("/a", "1");
    CountDownLatch hold = remote.hold("/a");

    Answer answer = writeReference("late/a", remote.url("/a"));
    hold.countDown();

    assertRefused(answer, "a", remote.url("/a"), "there is no answer within 3000 ms");
  }

  @Test
  void aServerThatDoesNotListenIsRefused() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    Answer answer = writeReference("deaf/a", "http://localhost:" + port + "/a");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("result")).contains("/a) cannot be fetched: it cannot be reached: ");
  }

  @Test
  void anAddressThatIsNotPublicIsRefusedAndTheSettingNamed() {
    Answer answer = writeReference("forbidden/a", "http://10.1.2.3/a");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("result"))
        .startsWith("cell a: EXTERNAL_REF(http://10.1.2.3/a) cannot be fetched: ")
        .contains("dromedary.webhooks.allow");
  }

  @Test
  void aServerWithoutWebhooksMayBeReferredTo() {
    remote.refuseSubscriptions();
    remote.set("/a", "7");

    assertThat(writeReference("silent/a", remote.url("/a")).text("result")).isEqualTo("7");
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() {
    remote.answer("/a", new RemoteCells.Answer(200, "{\"result\":9}", "\"v1\""));
    writeReference("tagged/a", remote.url("/a"));

    Answer answer = writeReference("tagged/b", remote.url("/a"));

    assertThat(answer.text("result")).isEqualTo("9");
    assertThat(remote.requests().stream().filter(one -> one.method().equals("GET")))
        .extracting(Request::tag)
        .containsExactly(null, "\"v1\"");
  }

  @Test
  void moreThanAHundredReferencesAreRefused() {
    Answer answer = write("many/a", sum(101, "/a"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("result")).contains("at most 100 cells by EXTERNAL_REF");
    assertThat(remote.requests()).isEmpty();
  }

  private String sum(int terms, String path) {
    return IntStream.range(0, terms)
        .mapToObj(number -> "EXTERNAL_REF(%s)".formatted(remote.url(path + number)))
        .collect(Collectors.joining("+", "=", ""));
  }

  @Test
  void whoeverFindsTheThreadsBusyIsAskedToComeAgainAndOthersAreAnswered() {
    CountDownLatch[] holds =
        IntStream.range(0, 4)
            .mapToObj(number -> remote.hold("/h" + number))
            .toArray(CountDownLatch[]::new);
    CompletableFuture<Answer> held =
        http().postAsync("/api/v1/busy/a", Json.write(Map.of("value", sum(90, "/h"))));
    eventually()
        .until(() -> IntStream.range(0, 4).allMatch(number -> remote.reads("/h" + number) == 1));

    Answer refused = write("busy/b", sum(20, "/i"));
    Answer other = write("busy/c", "=1+1");
    for (CountDownLatch hold : holds) {
      hold.countDown();
    }

    assertThat(refused.status()).as(refused.body()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(other.status()).isEqualTo(201);
    assertThat(result("busy/c")).isEqualTo("2");
    assertThat(held.join().status()).isEqualTo(422);
  }

  @Test
  void theReadOfACellIsAnsweredOnlyIfItsSheetHasChanged() {
    write("versions/a", "1");
    String tag = http().get("/api/v1/versions/a").header("ETag");

    Answer unchanged = http().get("/api/v1/versions/a", "If-None-Match", tag);
    write("versions/a", "2");
    Answer changed = http().get("/api/v1/versions/a", "If-None-Match", tag);

    assertThat(tag).matches("\"\\d+-\\d+\"");
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    assertThat(changed.text("result")).isEqualTo("2");
  }
}
