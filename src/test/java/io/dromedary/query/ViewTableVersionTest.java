package io.dromedary.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions and representations; each test changes the data. */
class ViewTableVersionTest {
  private static final String FIRST_LEAF = "/view_table/sales?limit=1";
  private ReadingServer server;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    server = ReadingServer.start(folder, 500);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private void setFirstLeaf(EditId id, String column, String value) throws Exception {
    JsonNode leaf = server.json(FIRST_LEAF).get("data").get(0);
    server.apply(
        id,
        "{\"table\":\"sales\",\"column\":\"%s\",\"value\":\"%s\",\"condition\":\"product_id = %s AND customer_id = %s AND invoice_date = '%s'\"}"
            .formatted(
                column,
                value,
                leaf.get("product_id").asText(),
                leaf.get("customer_id").asText(),
                leaf.get("invoice_date").asText()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/view_table/sales",
        "/view_table/product?limit=1",
        "/tables",
        "/cubes",
        "/cubes/sales/cells?rows=brand"
      })
  void anEditMakesAnotherVersion(String path) throws Exception {
    HttpResponse<String> before = server.get(path);
    String tag = before.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> unchanged = server.get(path, "If-None-Match", tag);

    setFirstLeaf(new EditId(5, 7), "quantity", "4711");
    HttpResponse<String> after = server.get(path, "If-None-Match", tag);

    assertThat(tag).isEqualTo("\"0-0\"");
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    assertThat(unchanged.headers().firstValue("ETag")).contains(tag);
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(after.headers().firstValue("ETag")).contains("\"5-7\"");
    assertThat(after.body()).contains("\"version\":\"5-7\"");
  }

  @Test
  void rowsTotalsAndVersionAreOfOneStateWhileTheWriterWrites() throws Exception {
    int edits = 40;
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int edit = 1; edit <= edits; edit++) {
                setTotal(edit);
              }
            });
    Set<String> versions = new HashSet<>();
    while (!versions.contains(edits + "-0")) {
      JsonNode rows = server.json("/view_table/sales?limit=10000&columns=quantity");
      JsonNode grid = server.json("/cubes/sales/cells");
      long sum = 0;
      for (JsonNode row : rows.get("data")) {
        sum += row.get("quantity").asLong();
      }
      assertTotalOfVersion(sum, rows.get("version").asText());
      assertTotalOfVersion(grid.at("/data/0/cells/0").asLong(), grid.get("version").asText());
      versions.add(rows.get("version").asText());
      assertThat(writing).isNotCompletedExceptionally();
    }
  }

  /** The edit {@code n-0} sets the total of all leaves to 100,000 + n. */
  private void setTotal(int edit) {
    try {
      server.apply(
          new EditId(edit, 0),
          "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":%d,\"condition\":\"\"}"
              .formatted(100_000 + edit));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertTotalOfVersion(long total, String version) {
    if (!version.equals("0-0")) {
      assertThat(total).isEqualTo(100_000 + EditId.parse(version).millis());
    }
  }

  @Test
  void aRequestThatIsWrongIsRefusedWhateverVersionTheClientHas() throws Exception {
    assertThat(server.get("/view_table/nope", "If-None-Match", "*").statusCode()).isEqualTo(404);
    assertThat(server.get("/view_table/sales?limit=0", "If-None-Match", "*").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aNumberThatADoubleCannotHoldTravelsAsText() throws Exception {
    setFirstLeaf(new EditId(1, 0), "net_price", "1234567890123456.78");
    setFirstLeaf(new EditId(2, 0), "quantity", "123456789012345678");

    JsonNode leaf = server.json(FIRST_LEAF).get("data").get(0);

    assertThat(leaf.get("net_price").textValue()).isEqualTo("1234567890123456.78");
    assertThat(leaf.get("quantity").textValue()).isEqualTo("123456789012345678");
    assertThat(server.get(FIRST_LEAF, "Accept", "text/csv").body())
        .contains(",123456789012345678,1234567890123456.78\r\n");
  }

  @Test
  void csvHasTheSameRowsAsJson() throws Exception {
    server.execute(
        "UPDATE product SET name = 'a \"quoted\", name' || chr(10) || 'é' WHERE product_id = 1");
    server.execute("UPDATE product SET name = NULL WHERE product_id = 2");
    String path = "/view_table/product?limit=150";

    HttpResponse<String> csv = server.get(path, "Accept", "text/csv");
    JsonNode json = server.json(path);

    assertThat(csv.headers().firstValue("Content-Type"))
        .contains("text/csv; charset=utf-8; header=present");
    assertThat(csv.headers().firstValue("X-Total-Count")).contains("200");
    assertThat(csv.headers().firstValue("ETag")).contains("\"0-0\"");
    assertThat(csv.headers().firstValue("Link").orElseThrow())
        .isEqualTo(
            "</view_table/product?limit=150&cursor=%s>; rel=\"next\""
                .formatted(json.get("next").asText()));
    List<List<String>> expected = new ArrayList<>();
    expected.add(List.of("product_id", "name", "supplier", "brand", "family"));
    json.get("data")
        .forEach(
            row -> {
              List<String> line = new ArrayList<>();
              row.forEach(value -> line.add(value.isNull() ? "" : value.asText()));
              expected.add(line);
            });
    assertThat(
            CSVFormat.RFC4180.parse(new StringReader(csv.body())).stream().map(CSVRecord::toList))
        .isEqualTo(expected);
  }

  @Test
  void csvDefusesFormulasInTextButNotNegativeNumbers() throws Exception {
    server.execute("UPDATE product SET name = '=HYPERLINK(1)' WHERE product_id = 1");
    server.execute("UPDATE sales SET quantity = -5 WHERE leaf_id = 0");

    assertThat(
            server
                .get(
                    "/view_table/sales?limit=1&columns=name,quantity",
                    "Accept",
                    "text/csv",
                    "Content-Type",
                    "text/plain; charset=utf-16")
                .body())
        .isEqualTo("name,quantity\r\n'=HYPERLINK(1),-5\r\n");
  }

  @Test
  void csvOfNoRowsIsTheHeaderLine() throws Exception {
    assertThat(
            server.get("/view_table/product?columns=name&offset=1000", "Accept", "text/csv").body())
        .isEqualTo("name\r\n");
  }
}
