package io.dromedary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of requests that are refused: none of them changes the data. */
@ExtendWith(SharedApplication.class)
abstract class RefusalTestSupport {
  final RunningApplication application;
  final HttpApi http;
  private String before;
  private long log;

  RefusalTestSupport(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  @BeforeEach
  void remember() {
    before = application.dataHash();
    log = application.logLength();
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(application.dataHash()).isEqualTo(before);
  }

  /** What can be told without the data never reaches the log. */
  final void assertNothingLogged() {
    assertLogged(0);
  }

  /** The log has so many entries more than before the test. */
  final void assertLogged(int entries) {
    assertThat(application.logLength() - log).isEqualTo(entries);
  }

  /** The answer is a problem document of this status and type, complete and short. */
  static void assertRefused(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text("type")).as(answer.body()).isEqualTo("/problems/" + type);
    assertThat(answer.text("title")).isNotEmpty();
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.text("detail")).isNotEmpty().hasSizeLessThan(1_500);
    assertThat(answer.text("instance")).isEqualTo(answer.header("X-Request-Id")).isNotEmpty();
  }
}
