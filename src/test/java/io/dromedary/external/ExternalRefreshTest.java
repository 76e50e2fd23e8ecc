package io.dromedary.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.Json;
import io.dromedary.start.Application;
import io.dromedary.testing.Answer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.StreamMessageId;
import org.redisson.client.codec.StringCodec;

class ExternalRefreshTest extends ExternalTestSupport {
  private void refer(String cell, String result) {
    remote.set("/a", result);
    assertThat(writeReference(cell, remote.url("/a")).status()).isEqualTo(201);
  }

  @Test
  void aChangeElsewhereArrivesWithAllThatFollowsFromIt() {
    refer("arrive/a", "1");
    write("arrive/b", "=a*10");

    remote.set("/a", "2");
    Answer answer = tell("arrive/A");

    assertThat(answer.status()).isEqualTo(200);
    eventually().until(() -> result("arrive/b").equals("20"));
    assertThat(result("arrive/a")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/plain",
        "nonsense"
      })
  void theCallIsTakenWithAnyContentType(String type) {
    assertThat(tell("types/a", "Content-Type", type).status()).isEqualTo(200);
  }

  @Test
  void aBurstOfCallsCostsTwoFetchesAndTheLastStateArrives() {
    refer("burst/a", "1");
    remote.set("/a", "2");
    CountDownLatch hold = remote.hold("/a");
    tell("burst/a");
    eventually().until(() -> remote.reads("/a") == 2);

    remote.set("/a", "3");
    IntStream.range(0, 50).forEach(call -> tell("burst/a"));
    hold.countDown();

    eventually().until(() -> result("burst/a").equals("3"));
    assertThat(remote.reads("/a")).isEqualTo(3);
  }

  @Test
  void aChangeThatHasComeThroughTheCellEndsThere() {
    refer("circle/a", "1");
    remote.set("/a", "2");

    tell("circle/a", Via.HEADER, "http://elsewhere/api/v1/x/y, " + own("circle/a"));
    tell("circle/a", Via.HEADER, "http://elsewhere/api/v1/x/y");

    eventually().until(() -> result("circle/a").equals("2"));
    assertThat(remote.reads("/a")).isEqualTo(2);
  }

  @Test
  void aStartFetchesWhatHasChangedMeanwhile() {
    refer("meanwhile/a", "1");
    remote.set("/a", "2");
    assertThat(result("meanwhile/a")).as("nobody has told").isEqualTo("1");

    running.restart();

    eventually().until(() -> result("meanwhile/a").equals("2"));
  }

  @Test
  void aServerThatFailsIsAskedAgain() {
    refer("again/a", "1");
    remote.answer("/a", new RemoteCells.Answer(500, "", null));
    tell("again/a");
    eventually().until(() -> remote.reads("/a") >= 3);

    remote.set("/a", "2");
    // In case that it was the last attempt.
    tell("again/a");

    eventually().until(() -> result("again/a").equals("2"));
  }

  @Test
  void afterTheLastAttemptTheOldValueStaysUntilTheNextCall() {
    refer("givenup/a", "1");
    remote.answer("/a", new RemoteCells.Answer(500, "", null));

    tell("givenup/a");
    eventually().until(() -> remote.reads("/a") == 5);

    assertThat(result("givenup/a")).isEqualTo("1");
    remote.set("/a", "2");
    tell("givenup/a");
    eventually().until(() -> result("givenup/a").equals("2"));
  }

  @Test
  void aValueThatWouldBreakADependantIsNotTaken() {
    refer("broken/a", "1");
    write("broken/b", "=a*2");
    long rejected = rejected();
    remote.set("/a", "no number");

    tell("broken/a");

    eventually().until(() -> rejected() == rejected + 1);
    assertThat(result("broken/a")).isEqualTo("1");
    assertThat(result("broken/b")).isEqualTo("2");
  }

  private static long rejected() {
    return running
        .redis()
        .<String, String>getStream(Application.RESPONSES, StringCodec.INSTANCE)
        .range(StreamMessageId.MIN, StreamMessageId.MAX)
        .values()
        .stream()
        .filter(outcome -> outcome.get("status").equals("rejected"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "respond-async"})
  void aChangeWhileTheCellIsBeingWrittenIsNotMissed(String preference) {
    String cell = "during/" + (preference.isEmpty() ? "a" : "b");
    remote.set("/a", "1");
    CountDownLatch hold = remote.hold("/a");
    CompletableFuture<Answer> answer =
        http()
            .postAsync(
                "/api/v1/" + cell,
                Json.write(Map.of("value", "=EXTERNAL_REF(%s)".formatted(remote.url("/a")))),
                "Prefer",
                preference);
    eventually().until(() -> remote.reads("/a") == 1);

    remote.set("/a", "2");
    tell(cell);
    hold.countDown();

    assertThat(answer.join().status()).isEqualTo(preference.isEmpty() ? 201 : 202);
    eventually().until(() -> result(cell).equals("2"));
  }

  @Test
  void aCellWithoutReferencesIsLeftAlone() {
    write("alone/a", "1");
    long length = running.logLength();

    assertThat(tell("alone/a").status()).isEqualTo(200);
    assertThat(tell("alone/none").status()).isEqualTo(200);

    assertThat(running.logLength()).isEqualTo(length);
  }
}
