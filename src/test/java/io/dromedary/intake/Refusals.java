package io.dromedary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;

/** What all refusals have in common. */
final class Refusals {
  private Refusals() {}

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
