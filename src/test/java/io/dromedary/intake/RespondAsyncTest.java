package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static io.dromedary.testing.RunningApplication.COMMON_PRODUCT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code Prefer}, and {@code GET /edits/{id}}. */
@ExtendWith(SharedApplication.class)
class RespondAsyncTest {
  private final RunningApplication application;
  private final HttpApi http;

  RespondAsyncTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  private String someEdit() {
    return edit("sales", "quantity", "321", "product_id = " + COMMON_PRODUCT, "user", "ann");
  }

  @Test
  void preferenceForAnEarlyAnswerIsHonoured() {
    Answer answer = http.post("/update_cell", someEdit(), "Prefer", "respond-async");

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.text("status")).isEqualTo("accepted");
    assertThat(answer.header("Location")).isEqualTo("/edits/" + answer.text("id"));
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    JsonNode edit = appliedEdit(answer.header("Location"));
    assertThat(edit.path("id").asText()).isEqualTo(answer.text("id"));
    assertThat(edit.path("new_total").asText()).isEqualTo("321");
    assertThat(edit.at("/edit/user").asText()).isEqualTo("ann");
    assertThat(edit.path("updates").isArray()).isTrue();
  }

  private JsonNode appliedEdit(String location) {
    return await()
        .until(
            () -> {
              Answer edit = http.get(location);
              assertThat(edit.status()).as(edit.body()).isEqualTo(200);
              return edit.json();
            },
            edit -> edit.path("status").asText().equals("applied"));
  }

  @Test
  void waitThatRunsOutIsAnsweredLikeAnEarlyAnswer() {
    Answer answer = http.post("/update_cell", someEdit(), "Prefer", "wait=0");

    assertThat(answer.status()).as(answer.body()).isIn(200, 202);
    appliedEdit(answer.header("Location"));
  }

  @Test
  void waitThatSufficesGetsTheOutcome() {
    Answer answer = http.post("/update_cell", someEdit(), "Prefer", "handling=lenient, wait=60");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.text("status")).isEqualTo("applied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=-1", "wait=soon", "wait=", "wait=99999999999"})
  void waitThatIsNoNumberIsRefusedBeforeTheLog(String prefer) {
    long log = application.logLength();

    Answer answer = http.post("/update_cell", someEdit(), "Prefer", prefer);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("header")).isEqualTo("Prefer");
    assertThat(application.logLength()).isEqualTo(log);
  }

  @Test
  void unknownPreferencesArePassedOver() {
    assertThat(http.post("/update_cell", someEdit(), "Prefer", "return=minimal; x=\"y\"").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-0",
        "0",
        "abc",
        "1-",
        "-1",
        "99999999999999999999-0",
        "9223372036854775807-9223372036854775807",
        "%00",
        "1-0%0d%0aX:1",
        "1-0'%20OR%20'1'='1",
        "%F0%9F%90%AA"
      })
  void unknownEditIsNotFound(String id) {
    Answer answer = http.get("/edits/" + id);

    assertThat(answer.status()).as(answer.body()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }
}
