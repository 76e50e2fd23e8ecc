package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static io.dromedary.testing.TestSheet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.Json;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Edits of sheets in {@code POST /edits} and in {@code GET /get_updates}. */
@ExtendWith(SharedApplication.class)
class SheetEditListTest {
  private final RunningApplication application;
  private final HttpApi http;
  private final String name = "list " + UUID.randomUUID();
  private final TestSheet sheet;

  SheetEditListTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
    this.sheet = TestSheet.named(application, name);
  }

  /** Edits of the cube by other tests need not change these cells, too. */
  @AfterEach
  void deleteSheet() {
    sheet.delete();
  }

  private String set(String... namesAndValues) {
    return Json.write(
        Map.of(
            "type",
            "set_formula_cells",
            "sheet",
            name,
            "cells",
            Json.read(TestSheet.cells(namesAndValues))));
  }

  private Answer post(String... edits) {
    return http.post("/edits", "[" + String.join(",", edits) + "]");
  }

  @Test
  void editsOfSheetsAndCubesStandInOneListAndAreAppliedInItsOrder() {
    int product = application.anotherProduct();
    String total = "=CUBE(\"sales\",\"quantity\",\"product_id\",%d)".formatted(product);
    String region = "product_id = " + product;

    Answer answer =
        post(
            edit("sales", "quantity", 10, region),
            set("total", total, "twice", "=total*2"),
            edit("sales", "quantity", 21, region),
            set("total", "=twice"),
            set("more", "=total+twice"),
            Json.write(Map.of("type", "delete_formula_cell", "sheet", name, "cell", "MORE")),
            Json.write(Map.of("type", "delete_formula_cell", "sheet", name, "cell", "more")),
            set("a+b", "1"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode outcomes = answer.json().path("data");
    assertThat(outcomes)
        .extracting(outcome -> outcome.path("status").asText())
        .containsExactly(
            "applied",
            "applied",
            "applied",
            "rejected",
            "applied",
            "applied",
            "rejected",
            "rejected");
    assertThat(outcomes.at("/1/cells/twice").toString()).isEqualTo(cell("=total*2", "20"));
    assertThat(outcomes.at("/3/problem/result").asText())
        .isEqualTo("cell total: circular reference detected");
    assertThat(outcomes.at("/4/cells/more").toString()).isEqualTo(cell("=total+twice", "63"));
    assertThat(outcomes.at("/6/problem/type").asText()).isEqualTo("/problems/unknown-cell");
    assertThat(outcomes.at("/7/problem/result").asText()).startsWith("cell a+b: invalid character");
    assertThat(sheet.read().body())
        .isEqualTo(
            "{\"total\":%s,\"twice\":%s}".formatted(cell(total, "21"), cell("=total*2", "42")));
  }

  @Test
  void editOfASheetAloneDoesNotGoToTheAddressOfCubes() {
    Answer answer = http.post("/update_cell", set("a", "1"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(sheet.read().status()).isEqualTo(404);
  }

  private List<JsonNode> rowsOf(Answer edit) {
    String id = edit.header("Location").replace("/edits/", "");
    List<JsonNode> rows = new ArrayList<>();
    long millis = Long.parseLong(id.substring(0, id.indexOf('-')));
    String cursor = (millis - 1) + "-0";
    while (true) {
      JsonNode data = http.get("/get_updates?limit=500&since=" + cursor).json().path("data");
      data.path("updates").forEach(rows::add);
      String next = data.path("cursor").asText();
      if (data.path("updates").isEmpty() || next.equals(cursor)) {
        return rows.stream().filter(row -> row.path("id").asText().equals(id)).toList();
      }
      cursor = next;
    }
  }

  @Test
  void feedHasTheChangedCells() {
    sheet.writeAll("a", "1", "b", "=a+1", "c", "=b>0", "d", "text");

    List<JsonNode> rows = rowsOf(sheet.set("A", "2"));

    assertThat(rows).hasSize(2);
    JsonNode row = rows.get(0);
    assertThat(row.path("table").asText()).isEqualTo("sheets");
    assertThat(row.path("sheet").asText()).isEqualTo(name);
    assertThat(row.path("cell").asText()).isEqualTo("a");
    assertThat(row.path("value").asText()).isEqualTo("2");
    assertThat(row.path("result").asText()).isEqualTo("2");
    assertThat(rows.get(1).path("cell").asText()).isEqualTo("b");
    assertThat(rows.get(1).path("value").asText()).isEqualTo("=a+1");
    assertThat(rows.get(1).path("result").asText()).isEqualTo("3");
  }

  @Test
  void feedHasDeletedCellsWithoutAValue() {
    sheet.writeAll("a", "1", "b", "=a");

    List<JsonNode> rows = rowsOf(sheet.delete("a"));

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).path("value").isNull()).isTrue();
    assertThat(rows.get(0).path("result").isNull()).isTrue();
    assertThat(rows.get(1).path("result").asText()).isEmpty();
  }
}
