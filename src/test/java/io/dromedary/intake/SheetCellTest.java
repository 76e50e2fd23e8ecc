package io.dromedary.intake;

import static io.dromedary.testing.TestSheet.cell;
import static io.dromedary.testing.TestSheet.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST} and {@code GET /api/v1/{sheet}/{cell}}: bodies and their types. */
@ExtendWith(SharedApplication.class)
class SheetCellTest {
  private final HttpApi http;
  private final TestSheet sheet;

  SheetCellTest(RunningApplication application) {
    this.http = application.http();
    this.sheet = TestSheet.in(application);
  }

  @Test
  void healthcheckIsHealth() {
    Answer answer = http.get("/healthcheck");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("health");
  }

  @Test
  void writingMakesSheetAndCellAndAnswersWithValueAndResult() {
    Answer answer = sheet.write("a", "1");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo("{\"value\":\"1\",\"result\":\"1\"}");
    assertThat(answer.header("Location")).matches("/edits/\\d+-\\d+");
    assertThat(sheet.read("a").body()).isEqualTo(answer.body());
    assertThat(sheet.read("a").header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void writingAgainReplacesTheValue() {
    sheet.set("a", "1");
    sheet.set("b", "=a+1");

    sheet.assertTaken("a", "41", "41");

    assertThat(sheet.read("b").body()).isEqualTo(cell("=a+1", "42"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/json; charset=iso-8859-1",
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "text/plain",
        "text/plain; charset=us-ascii",
        "text/json",
        "text/xml",
        "application/octet-stream",
        "multipart/mixed",
        "nonsense",
        "; ;"
      })
  void contentTypeIsIgnored(String contentType) {
    String formula = "=(\"%41+1&b=2\"&7+3%2)";

    Answer answer = sheet.write("a", formula, "Content-Type", contentType);

    assertThat(answer.body()).isEqualTo(cell(formula, "%41+1&b=28"));
    assertThat(answer.status()).isEqualTo(201);
  }

  @Test
  void contentTypeMayBeMissing() {
    // The client sends none by itself.
    assertThat(sheet.write("a", "=1+7%4").body()).isEqualTo(cell("=1+7%4", "4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "application/x-www-form-urlencoded"})
  void readingTakesABody(String contentType) {
    sheet.set("a", "1");

    for (String path : new String[] {sheet.path("a"), sheet.path()}) {
      Answer answer =
          http.send(
              http.request(path, "Content-Type", contentType)
                  .method("GET", BodyPublishers.ofString("{\"value\":\"2\"}")));

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
    assertThat(sheet.result("a")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}",
        "[]",
        "null",
        "7",
        "true",
        "\"=1\"",
        "[{\"value\":\"1\"}]",
        "{\"value\":\"\"}",
        "{\"value\":null}",
        "{\"value\":1}",
        "{\"value\":1.5}",
        "{\"value\":true}",
        "{\"value\":[\"1\"]}",
        "{\"value\":{\"value\":\"1\"}}",
        "{\"Value\":\"1\"}",
        "{\"value\":\"1\",\"value\":\"2\"}",
        "{\"value\":\"1\"} {}",
        "{\"value\":\"1\"",
        "{'value':'1'}",
        "value=1",
        "{\"value\":\"\\ud800\"}",
        "{\"value\":\"a\\udc00b\"}",
        "{\"value\":\"\\udc00\\ud800\"}"
      })
  void bodyThatHasNoValueIsAnErrorAndChangesNothing(String body) {
    sheet.set("a", "old");
    Answer before = sheet.read();

    Answer answer = http.post(sheet.path("a"), body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json()).hasSize(1);
    assertThat(answer.text("error")).isNotEmpty();
    sheet.assertUnchangedSince(before);
  }

  @Test
  void errorSaysWhatTheValueMustBe() {
    assertThat(http.post(sheet.path("a"), "{\"value\":\"\"}").text("error"))
        .isEqualTo("'value' must be a string that is not empty, such as \"1\" or \"=a+1\"");
    assertThat(http.post(sheet.path("a"), "").text("error"))
        .isEqualTo("The body is empty; it must be a JSON document.");
  }

  @Test
  void bodyThatIsNoUtf8IsAnError() {
    byte[] latin = {'{', '"', 'v', 'a', 'l', 'u', 'e', '"', ':', '"', (byte) 0xE4, '"', '}'};

    Answer answer =
        http.send(http.request(sheet.path("a")).POST(BodyPublishers.ofByteArray(latin)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("error")).contains("not UTF-8");
  }

  @Test
  void otherFieldsOfTheBodyArePassedOver() {
    Answer answer = http.post(sheet.path("a"), "{\"result\":\"9\",\"value\":\"1\",\"x\":{}}");

    assertThat(answer.body()).isEqualTo(cell("1", "1"));
  }

  @Test
  void cellAndSheetThatAreNotThereAreNotFound() {
    Answer noSheet = sheet.read();
    Answer noCellOfIt = sheet.read("Some Cell");
    sheet.set("a", "1");
    Answer noCell = sheet.read("Some Cell");

    assertThat(noSheet.status()).isEqualTo(404);
    assertThat(noSheet.json()).hasSize(1);
    assertThat(noSheet.text("error")).startsWith("sheet ").endsWith(": sheet not found");
    assertThat(noSheet.header("Content-Type")).isEqualTo("application/json");
    assertThat(noCellOfIt.status()).isEqualTo(404);
    assertThat(noCell.status()).isEqualTo(404);
    assertThat(noCell.body())
        .isEqualTo("{\"error\":\"Some Cell: cell not found\"}")
        .isEqualTo(noCellOfIt.body());
  }

  @Test
  void refusedCellDoesNotMakeItsSheet() {
    assertThat(sheet.write("a", "=1+").status()).isEqualTo(422);

    assertThat(sheet.read().status()).isEqualTo(404);
    assertThat(sheet.read("a").status()).isEqualTo(404);
  }

  @Test
  void otherMethodsAreNotAllowed() {
    Answer answer =
        http.send(http.request(sheet.path("a")).PUT(BodyPublishers.ofString(value("1"))));

    assertThat(answer.status()).as(answer.body()).isEqualTo(405);
  }

  @Test
  void queryAndHeadersDoNotNameTheCell() {
    Answer answer =
        http.post(
            sheet.path("a") + "?cell=b&sheet=other&value=3", value("1"), "cell", "c", "sheet", "d");

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(sheet.read().body()).isEqualTo("{\"a\":{\"value\":\"1\",\"result\":\"1\"}}");
  }
}
