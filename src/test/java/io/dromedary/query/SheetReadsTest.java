package io.dromedary.query;

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

/** {@code GET /api/v1/{sheet}}: versions and size. */
@ExtendWith(SharedApplication.class)
class SheetReadsTest {
  private static final int CELLS_OF_A_BATCH = 10_000;

  private final HttpApi http;
  private final TestSheet sheet;

  SheetReadsTest(RunningApplication application) {
    this.http = application.http();
    this.sheet = TestSheet.in(application);
  }

  @Test
  void versionOfTheSheetIsItsLastEdit() {
    Answer written = sheet.set("a", "1");

    assertThat(sheet.etag())
        .isEqualTo('"' + written.header("Location").replace("/edits/", "") + '"');
  }

  @Test
  void clientThatHasTheVersionGetsNoBody() {
    sheet.set("a", "1");
    String version = sheet.etag();

    for (String tags : new String[] {version, "W/" + version, "\"1-0\", " + version, "*"}) {
      Answer answer = http.get(sheet.path(), "If-None-Match", tags);
      assertThat(answer.status()).as(tags).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("ETag")).isEqualTo(version);
    }
    assertThat(http.get(sheet.path(), "If-None-Match", "\"1-0\"").status()).isEqualTo(200);

    sheet.set("a", "2");
    Answer changed = http.get(sheet.path(), "If-None-Match", version);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().at("/a/result").asText()).isEqualTo("2");
  }

  @Test
  void everyChangeMakesAVersionAndNothingElseDoes() {
    sheet.writeAll("a", "1", "b", "=a");
    String first = sheet.etag();
    sheet.set("a", "1");
    sheet.write("b", "=b");
    assertThat(sheet.etag()).isEqualTo(first);

    sheet.set("a", "2");
    String second = sheet.etag();
    sheet.delete("b");
    String third = sheet.etag();

    assertThat(second).isNotEqualTo(first);
    assertThat(third).isNotEqualTo(second).isNotEqualTo(first);
  }

  private static String part(int first, String suffix) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int number = first; number < first + CELLS_OF_A_BATCH; number++) {
      cells.put("cell " + number, number == 0 ? "1" : "=cell " + (number - 1) + suffix);
    }
    return Json.write(cells);
  }

  @Test
  void sheetOfTwentyThousandCellsIsReadWhole() {
    assertThat(http.post(sheet.path(), part(0, "+1")).status()).isEqualTo(201);
    assertThat(http.post(sheet.path(), part(CELLS_OF_A_BATCH, "+1")).status()).isEqualTo(201);

    Answer answer = sheet.read();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    JsonNode cells = answer.json();
    assertThat(cells).hasSize(2 * CELLS_OF_A_BATCH);
    int number = 0;
    for (Map.Entry<String, JsonNode> entry : cells.properties()) {
      assertThat(entry.getKey()).isEqualTo("cell " + number);
      assertThat(entry.getValue().path("result").asText()).isEqualTo(Integer.toString(++number));
    }
    assertThat(http.get(sheet.path(), "If-None-Match", answer.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void largeSheetFromWhichTheFirstCellsAreDeletedIsWellFormed() {
    assertThat(http.post(sheet.path(), part(0, "")).status()).isEqualTo(201);
    assertThat(http.post(sheet.path(), part(CELLS_OF_A_BATCH, "")).status()).isEqualTo(201);
    for (int number = 0; number < 3; number++) {
      assertThat(sheet.delete("cell " + number).status()).isEqualTo(204);
    }

    JsonNode cells = sheet.read().json();

    assertThat(cells).hasSize(2 * CELLS_OF_A_BATCH - 3);
    assertThat(cells.at("/cell 19999/result").asText()).isEmpty();
    assertThat(cells.fieldNames().next()).isEqualTo("cell 3");
  }
}
