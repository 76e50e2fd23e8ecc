package io.dromedary.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.cube.EditResolver;
import io.dromedary.edit.Edit.SetCell;
import io.dromedary.edit.EditId;
import io.dromedary.edit.EditRequest;
import io.dromedary.edit.Json;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.TableEdit;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsPreviewTest {
  private static ReadingServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = ReadingServer.start(folder, 4_000);
    server.execute("UPDATE sales SET quantity = -quantity WHERE leaf_id % 13 = 0");
    server.execute("UPDATE sales SET quantity = NULL WHERE leaf_id % 11 = 0");
    server.execute("UPDATE sales SET quantity = 0 WHERE leaf_id % 7 = 0");
    server.reload();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /** Lets the writer apply an edit after all others; gives its outcome. */
  private static JsonNode apply(String edit) throws Exception {
    EditId id = new EditId(server.position().millis() + 1, 3);
    server.apply(id, edit);
    return Json.read(
        (String)
            server
                .rows("SELECT outcome FROM dromedary.edits WHERE id_ms = " + id.millis())
                .get(0)
                .get(0));
  }

  private static String edit(String condition, String rest) {
    return "{\"table\":\"sales\",\"column\":\"quantity\",\"condition\":\"%s\",%s}"
        .formatted(condition, rest);
  }

  private SetCell resolved(String json) {
    return (SetCell)
        new EditResolver(server.catalog()).resolve((TableEdit) EditRequest.read(Json.read(json)));
  }

  private CellsPreview.Answer preview(String json) throws Exception {
    return server.preview().preview(resolved(json));
  }

  private Map<List<Object>, Object> leaves() throws Exception {
    Map<List<Object>, Object> leaves = new LinkedHashMap<>();
    for (List<Object> row :
        server.rows("SELECT product_id, customer_id, invoice_date, quantity FROM sales")) {
      leaves.put(row.subList(0, 3), row.get(3));
    }
    return leaves;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "brand = 'Brand C'|\"value\":12345",
        "brand = 'Brand C'|\"value\":12345,\"scope\":\"nonzero\"",
        "invoice_date_month = '2025-04' AND family <> 'Toys'|\"value\":777,\"method\":\"equal\"",
        "product_id IN (3, 50, 180)|\"value\":-501,\"method\":\"add_equal\"",
        "supplier > 'M'|\"value\":1001,\"method\":\"add_proportional\"",
        "|\"value\":7,\"method\":\"percent\"",
        "quantity > 20 AND product_id < 30|\"value\":9,\"method\":\"repeat\"",
        "brand = 'Brand K'|\"method\":\"clear\"",
        "product_id = 11 OR brand = 'Brand D'|\"value\":100000",
      })
  void thePreviewSaysWhatTheWriterThenDoes(String condition, String rest) throws Exception {
    String edit = edit(condition == null ? "" : condition, rest);
    Map<List<Object>, Object> before = leaves();

    CellsPreview.Answer preview = preview(edit);

    assertThat(leaves()).isEqualTo(before);
    JsonNode outcome = apply(edit);
    Map<List<Object>, Object> after = leaves();
    assertThat(outcome.get("status").asText()).isEqualTo("applied");
    assertThat(preview.rows()).isEqualTo(outcome.get("rows").asInt());
    assertThat(preview.oldTotal()).isEqualByComparingTo(outcome.get("old_total").decimalValue());
    assertThat(preview.newTotal()).isEqualByComparingTo(outcome.get("new_total").decimalValue());
    assertThat(preview.rowsChanged())
        .isEqualTo(
            (int)
                before.keySet().stream()
                    .filter(leaf -> !Objects.equals(before.get(leaf), after.get(leaf)))
                    .count());
    assertThat(preview.sample()).hasSize(Math.min(20, preview.rowsChanged()));
    for (CellsPreview.ChangedLeaf leaf : preview.sample()) {
      List<Object> key = List.copyOf(leaf.members().values());
      assertThat((BigDecimal) before.get(key)).isEqualByComparingTo(leaf.before());
      assertThat((BigDecimal) after.get(key)).isEqualByComparingTo(leaf.after());
    }
  }

  @Test
  void theSampleHasTheLeavesThatChangeMost() throws Exception {
    CellsPreview.Answer preview = preview(edit("brand = 'Brand C'", "\"value\":99999"));

    assertThat(preview.sample())
        .hasSize(20)
        .isSortedAccordingTo(
            (left, right) ->
                right
                    .after()
                    .subtract(right.before())
                    .abs()
                    .compareTo(left.after().subtract(left.before()).abs()));
  }

  @Test
  void theAnswerIsJsonWithTheVersionItHasSeen() throws Exception {
    JsonNode last = apply(edit("brand = 'Brand E'", "\"value\":50"));

    JsonNode json =
        Json.read(
            Json.write(preview(edit("brand = 'Brand B'", "\"value\":100,\"method\":\"equal\""))));

    assertThat(json.get("preview").asBoolean()).isTrue();
    assertThat(json.get("version").asText()).isEqualTo(last.get("id").asText());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "preview",
            "rows",
            "rows_changed",
            "old_total",
            "new_total",
            "largest_factor",
            "sign_flips",
            "zeroed",
            "flagged",
            "worst_deviations",
            "sample",
            "version");
    assertThat(json.at("/worst_deviations/0/level").asText()).isEqualTo("supplier");
    assertThat(json.at("/sample/0/members").fieldNames())
        .toIterable()
        .containsExactly("product_id", "customer_id", "invoice_date");
  }

  @Test
  void aLeafThatIsNotBookedShowsAsSuch() throws Exception {
    List<Object> leaf =
        server
            .rows(
                "SELECT product_id, customer_id, invoice_date FROM sales WHERE quantity IS NULL LIMIT 1")
            .get(0);

    CellsPreview.Answer preview =
        preview(
            edit(
                "product_id = %s AND customer_id = %s AND invoice_date = '%s'"
                    .formatted(leaf.toArray()),
                "\"value\":5"));

    assertThat(preview.sample())
        .containsExactly(
            new CellsPreview.ChangedLeaf(
                preview.sample().get(0).members(), null, BigDecimal.valueOf(5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "brand = 'Nobody'|\"value\":5|EMPTY_REGION",
        "brand = 'Brand A' AND quantity = 0|\"value\":5,\"scope\":\"nonzero\"|EMPTY_REGION",
        "brand = 'Brand A'|\"value\":5,\"expected\":123456789|TOTAL_CHANGED",
        "brand = 'Brand A'|\"value\":999999999999999999,\"method\":\"repeat\"|TOO_MANY_DIGITS",
      })
  void whatTheWriterRefusesThePreviewRefusesToo(String condition, String rest, ProblemType type)
      throws Exception {
    String edit = edit(condition, rest);

    assertThatThrownBy(() -> preview(edit))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().type()).isEqualTo(type));
    assertThat(apply(edit).at("/problem/type").asText()).isEqualTo(type.path());
  }
}
