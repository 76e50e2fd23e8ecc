package io.dromedary.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CellHistoryTest {
  private RunningApplication running;

  @BeforeAll
  void start() {
    running = RunningApplication.start();
  }

  @AfterAll
  void stop() {
    running.close();
  }

  private HttpApi http() {
    return running.http();
  }

  private String write(String cell, String value) {
    Answer answer = http().post("/api/v1/" + cell, "{\"value\":\"" + value + "\"}");
    assertThat(answer.status()).isEqualTo(201);
    return answer.header("Location").substring("/edits/".length());
  }

  private List<String> versions(String path) {
    List<String> versions = new ArrayList<>();
    for (JsonNode version : http().get(path).json().get("data")) {
      versions.add(
          "%s = %s%s"
              .formatted(
                  version.get("value").asText(),
                  version.get("result").asText(),
                  version.get("written").asBoolean() ? "" : ", computed"));
    }
    return versions;
  }

  @Test
  void aCellHasAVersionForEachEditThatChangedIt() {
    write("Past/rate", "2");
    write("Past/sum", "=rate*3");
    String last = write("Past/Rate", "5");
    http().send(http().request("/api/v1/past/sum").DELETE());

    assertThat(versions("/sheets/past/SUM/history"))
        .containsExactly("null = null", "=rate*3 = 15, computed", "=rate*3 = 6");
    assertThat(versions("/sheets/past/rate/history")).containsExactly("5 = 5", "2 = 2");
    JsonNode newest = http().get("/sheets/past/rate/history?limit=1").json();
    assertThat(newest.at("/data/0/id").asText()).isEqualTo(last);
    assertThat(newest.at("/data/0/time").asText()).startsWith("20").endsWith("Z");
  }

  @Test
  void olderVersionsComeBehindTheCursorOfThePageBefore() {
    List<String> expected = new ArrayList<>();
    for (int value = 1; value <= 7; value++) {
      write("pages/cell", Integer.toString(value));
      expected.add(0, "%d = %d".formatted(value, value));
    }
    List<String> read = new ArrayList<>();
    String cursor = "";
    do {
      String path = "/sheets/pages/cell/history?limit=3" + cursor;
      read.addAll(versions(path));
      JsonNode next = http().get(path).json().get("next");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());

    assertThat(read).isEqualTo(expected);
  }

  @Test
  void aRestartKeepsTheSheetsAndTheHistoryOfDeletedCells() {
    write("kept/a", "1");
    write("kept/b", "x");
    write("kept/c", "y");
    write("kept/a", "=b&c");
    http().send(http().request("/api/v1/kept/a").DELETE());
    String before = http().get("/api/v1/kept").body();
    List<String> history = versions("/sheets/kept/a/history");

    running.restart();

    assertThat(http().get("/api/v1/kept").body()).isEqualTo(before);
    assertThat(versions("/sheets/kept/a/history")).isEqualTo(history);
    write("kept/a", "z");
    assertThat(http().get("/api/v1/kept").body()).startsWith("{\"a\"");
  }

  @Test
  void whatNeverWasThereHasNoHistory() {
    write("known/a", "1");

    assertThat(http().get("/sheets/known/b/history").status()).isEqualTo(404);
    assertThat(http().get("/sheets/unknown/a/history").text("type"))
        .isEqualTo("/problems/unknown-cell");
    Answer refused = http().get("/sheets/known/a/history?cursor=yesterday");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("parameter")).isEqualTo("cursor");
  }

  @Test
  void sheetsAreListedByNameWithTheirSizes() {
    write("zoo/a", "1");
    write("Zebra/a", "1");
    write("zebra/b", "1");

    JsonNode page = http().get("/sheets?limit=10000").json();

    List<String> sheets = new ArrayList<>();
    page.get("data")
        .forEach(sheet -> sheets.add(sheet.get("sheet").asText() + sheet.get("cells").asInt()));
    assertThat(sheets).containsSubsequence("Zebra2", "zoo1");
    assertThat(page.get("next").isNull()).isTrue();
    JsonNode first = http().get("/sheets?limit=1").json();
    JsonNode second = http().get("/sheets?limit=1&cursor=" + first.get("next").asText()).json();
    assertThat(second.at("/data/0/sheet")).isEqualTo(page.at("/data/1/sheet"));
  }
}
