package io.dromedary.intake;

import static io.dromedary.testing.TestSheet.cell;
import static io.dromedary.testing.TestSheet.cells;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.Json;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/v1/{sheet}}: many cells, all or none. */
@ExtendWith(SharedApplication.class)
class SheetBatchTest {
  private static final int MOST_CELLS = 10_000;

  private final RunningApplication application;
  private final HttpApi http;
  private final TestSheet sheet;

  SheetBatchTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
    this.sheet = TestSheet.in(application);
  }

  @Test
  void cellsOfABatchAreAnsweredInItsOrder() {
    Answer answer = sheet.writeAll("a", "1", "b", "=a+1", "c", "text");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"a\":%s,\"b\":%s,\"c\":%s}"
                .formatted(cell("1", "1"), cell("=a+1", "2"), cell("text", "text")))
        .isEqualTo(sheet.read().body());
  }

  @Test
  void definitionsMayComeInAnyOrder() {
    Answer answer = sheet.writeAll("c", "=b*2", "b", "=a+1", "9", "=a", "a", "=8", "8", "20");

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.json().at("/c/result").asText()).isEqualTo("42");
    assertThat(answer.json().at("/9/result").asText()).isEqualTo("20");
  }

  @Test
  void sheetIsTakenAsItIsRead(RunningApplication application) {
    sheet.writeAll("a", "1", "b", "=a+1", "c", "=nobody");
    TestSheet copy = TestSheet.in(application);

    Answer answer = http.post(copy.path(), sheet.read().body());

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(copy.read().body()).isEqualTo(sheet.read().body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"=a+", "=nobody+1", "=b", "=text+1", "=SUM(", "=text*2"})
  void oneWrongCellRefusesAll(String formula) {
    sheet.writeAll("a", "1", "text", "abc");
    Answer before = sheet.read();

    Answer answer = sheet.writeAll("a", "2", "b", formula, "c", "3", "9", "7");

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.text("value")).isEqualTo(formula);
    assertThat(answer.text("result")).startsWith("cell b: ");
    assertThat(answer.json()).hasSize(2);
    sheet.assertUnchangedSince(before);
    assertThat(sheet.read("c").status()).isEqualTo(404);
  }

  @Test
  void dependentThatBreaksRefusesAllAndHasNoValueOfTheBatch() {
    sheet.writeAll("a", "1", "b", "=a+1");
    Answer before = sheet.read();

    Answer answer = sheet.writeAll("a", "text", "c", "3");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            "{\"value\":null,\"result\":\"cell b: + takes two numbers or two texts, not a text and a number\"}");
    sheet.assertUnchangedSince(before);
  }

  @Test
  void refusedBatchDoesNotMakeItsSheet() {
    assertThat(sheet.writeAll("a", "1", "b", "=b").status()).isEqualTo(422);

    assertThat(sheet.read().status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "[{\"a\":\"1\"}]",
        "null",
        "\"a\"",
        "{\"a\":1}",
        "{\"a\":\"\"}",
        "{\"a\":null}",
        "{\"a\":[]}",
        "{\"a\":{}}",
        "{\"a\":{\"result\":\"1\"}}",
        "{\"a\":{\"value\":1}}",
        "{\"b\":\"1\",\"a\":{\"value\":\"\"}}",
        "{\"\":\"1\"}",
        "{\"b\":\"1\",\"B\":\"2\"}",
        "{\"b\":\"1\",\"b\":\"1\"}",
        "{\"ä\":\"1\",\"Ä\":\"1\"}",
        "{\"\\ud800\":\"1\"}",
        "{\"b\":\"\\udfff\"}"
      })
  void bodyThatIsNoBatchIsAnErrorAndChangesNothing(String body) {
    sheet.set("a", "old");
    Answer before = sheet.read();

    Answer answer = http.post(sheet.path(), body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json()).hasSize(1);
    assertThat(answer.text("error")).isNotEmpty();
    sheet.assertUnchangedSince(before);
  }

  @Test
  void operatorsInANameRefuseTheBatch() {
    Answer answer = sheet.writeAll("a", "1", "b+c", "2");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(cell("2", "cell b+c: invalid characters: a name has none of + - * / ^ ( ) ="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/json", "application/x-www-form-urlencoded"})
  void contentTypeOfABatchIsIgnored(String contentType) {
    Answer answer =
        http.post(sheet.path(), cells("a&b", "=1+7%4", "%41", "2"), "Content-Type", contentType);

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.json().at("/a&b/result").asText()).isEqualTo("4");
    assertThat(answer.json().at("/%41/result").asText()).isEqualTo("2");
  }

  private static String chain(int cells) {
    Map<String, String> chain = new LinkedHashMap<>();
    for (int number = cells - 1; number > 0; number--) {
      chain.put("c" + number, "=c%d+1".formatted(number - 1));
    }
    chain.put("c0", "1");
    return Json.write(chain);
  }

  @Test
  void tenThousandCellsAreOneRequest() {
    Answer answer = http.post(sheet.path(), chain(MOST_CELLS));

    assertThat(answer.status()).isEqualTo(201);
    JsonNode cells = answer.json();
    assertThat(cells).hasSize(MOST_CELLS);
    assertThat(cells.at("/c9999/result").asText()).isEqualTo("10000");
    assertThat(sheet.read().json()).isEqualTo(cells);
    String edit = answer.header("Location").replace("/edits/", "");
    assertThat(
            application.value(
                "SELECT count(*) FROM dromedary.cells WHERE id_ms || '-' || id_seq = ?", edit))
        .isEqualTo((long) MOST_CELLS);
  }

  @Test
  void moreThanTenThousandCellsAreRefused() {
    long log = application.logLength();

    Answer answer = http.post(sheet.path(), chain(MOST_CELLS + 1));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("error")).contains("10000 cells");
    assertThat(application.logLength()).isEqualTo(log);
  }

  @Test
  void batchThatRepeatsWhatThereIsChangesNothing() {
    sheet.writeAll("a", "1", "b", "=a+1");
    Answer before = sheet.read();

    Answer answer = sheet.writeAll("b", "=a+1", "a", "1");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().at("/b/result").asText()).isEqualTo("2");
    sheet.assertUnchangedSince(before);
  }
}
