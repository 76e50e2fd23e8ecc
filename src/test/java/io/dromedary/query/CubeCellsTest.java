package io.dromedary.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.Json;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CubeCellsTest {
  private static final String CELLS = "/cubes/sales/cells";
  private static ReadingServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = ReadingServer.start(folder, 2_000);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void cubesAreListedWithDimensionsMeasuresAndViews() throws Exception {
    JsonNode cube = server.json("/cubes").get("data").get(0);

    assertThat(cube.get("name").asText()).isEqualTo("sales");
    assertThat(cube.at("/dimensions/0/levels").toString())
        .isEqualTo("[\"supplier\",\"brand\",\"family\",\"product_id\"]");
    assertThat(cube.at("/dimensions/2/table").isNull()).isTrue();
    assertThat(cube.at("/measures/1/type").asText()).isEqualTo("decimal(2)");
    assertThat(cube.at("/views/0/measures/net_amount").asText()).isEqualTo("net_price");
    assertThat(cube.at("/views/0/grouping_sets")).hasSize(3);
  }

  @Test
  void tablesAreListedWithColumnsAndSizes() throws Exception {
    JsonNode tables = server.json("/tables").get("data");

    assertThat(tables.findValuesAsText("kind"))
        .containsExactly("leaf_table", "dimension_table", "dimension_table", "view");
    for (JsonNode table : tables) {
      assertThat(table.get("rows").asLong()).isEqualTo(server.size(table.get("name").asText()));
    }
    assertThat(tables.at("/1/columns/3").toString())
        .isEqualTo(
            "{\"name\":\"brand\",\"type\":\"text\",\"role\":\"level\",\"dimension\":\"product\",\"level\":2}");
    assertThat(tables.at("/0/columns/4").toString())
        .isEqualTo("{\"name\":\"net_price\",\"type\":\"decimal(2)\",\"role\":\"measure\"}");
  }

  @Test
  void withoutLevelsThereIsTheGrandTotalOfTheFirstMeasure() throws Exception {
    JsonNode grid = server.json(CELLS);

    assertThat(grid.get("measures").toString()).isEqualTo("[\"quantity\"]");
    assertThat(grid.get("total").asInt()).isEqualTo(1);
    assertThat(grid.at("/data/0/leaves").asLong()).isEqualTo(server.size("sales"));
    assertThat(grid.at("/data/0/cells/0").decimalValue())
        .isEqualByComparingTo(
            (BigDecimal) server.rows("SELECT sum(quantity) FROM sales").get(0).get(0));
  }

  @Test
  void parentsComeBeforeTheirChildrenAndMembersInOrder() throws Exception {
    JsonNode data = server.json(CELLS + "?rows=brand,family").get("data");

    assertThat(data.at("/0/depth").asInt()).isZero();
    assertThat(data.at("/0/level").isNull()).isTrue();
    String brand = "";
    String family = "";
    for (int row = 1; row < data.size(); row++) {
      JsonNode members = data.get(row).get("members");
      if (data.get(row).get("depth").asInt() == 1) {
        assertThat(data.get(row).get("level").asText()).isEqualTo("brand");
        assertThat(members.get("family").isNull()).isTrue();
        assertThat(members.get("brand").asText()).isGreaterThan(brand);
        brand = members.get("brand").asText();
        family = "";
      } else {
        assertThat(members.get("brand").asText()).isEqualTo(brand);
        assertThat(members.get("family").asText()).isGreaterThan(family);
        family = members.get("family").asText();
      }
    }
    assertThat(brand).isEqualTo("Brand T");
  }

  @Test
  void eachColumnStandsUnderItsMembers() throws Exception {
    JsonNode grid = server.json(CELLS + "?rows=brand&columns=invoice_date_month,type");

    assertThat(grid.get("column_members").get(0).toString())
        .isEqualTo("{\"invoice_date_month\":null,\"type\":null}");
    assertThat(grid.get("column_depths").get(1).asInt()).isEqualTo(1);
    assertThat(grid.get("column_depths").get(2).asInt()).isEqualTo(2);
    assertThat(grid.get("column_members"))
        .hasSize(grid.get("column_depths").size())
        .doesNotHaveDuplicates();
    for (JsonNode row : grid.get("data")) {
      assertThat(row.get("cells")).hasSameSizeAs(grid.get("column_members"));
    }
  }

  @Test
  void severalMeasuresMakeAListOfEachCell() throws Exception {
    JsonNode grid = server.json(CELLS + "?measure=net_price,QUANTITY&columns=supplier");
    List<Object> expected = server.rows("SELECT sum(net_price), sum(quantity) FROM sales").get(0);

    assertThat(grid.get("measures").toString()).isEqualTo("[\"net_price\",\"quantity\"]");
    assertThat(grid.at("/data/0/cells/0/0").decimalValue())
        .isEqualByComparingTo((BigDecimal) expected.get(0));
    assertThat(grid.at("/data/0/cells/0/1").decimalValue())
        .isEqualByComparingTo((BigDecimal) expected.get(1));
  }

  @Test
  void aMemberWithoutValueIsAMemberAndNoTotal(@TempDir Path folder) throws Exception {
    try (ReadingServer own = ReadingServer.start(folder, 500)) {
      own.execute("UPDATE product SET brand = NULL WHERE brand = 'Brand A'");

      JsonNode data = own.json(CELLS + "?rows=brand").get("data");

      assertThat(data).hasSize(21);
      assertThat(data.at("/0/depth").asInt()).isZero();
      assertThat(data.at("/1/depth").asInt()).isEqualTo(1);
      assertThat(data.at("/1/members/brand").isNull()).isTrue();
      assertThat(data.at("/1/level").asText()).isEqualTo("brand");
    }
  }

  @Test
  void aCellWithoutBookedLeavesIsNull() throws Exception {
    JsonNode grid = server.json(CELLS + "?rows=brand&filter=quantity%3C0");

    assertThat(grid.toString()).contains("\"leaves\":0,\"cells\":[null]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/cubes/nope/cells|404|there are sales",
        "/cubes/sales/cells?rows=nope|400|supplier, brand, family",
        "/cubes/sales/cells?columns=quantity|400|no level",
        "/cubes/sales/cells?rows=brand&columns=brand|400|twice",
        "/cubes/sales/cells?rows=brand,brand|400|twice",
        "/cubes/sales/cells?rows=supplier,brand,family,product_id,city,chain,type|400|at most 6",
        "/cubes/sales/cells?measure=brand|400|quantity, net_price",
        "/cubes/sales/cells?measure=quantity,quantity|400|twice",
        "/cubes/sales/cells?filter=x|400|no column",
        "/cubes/sales/cells?limit=5|400|measure, rows, columns, filter",
        "/cubes/sales/cells?rows=product_id&columns=invoice_date,type,customer_id|422|filter",
        "/cubes?x=1|400|no parameter",
        "/tables?x=1|400|no parameter",
      })
  void whatCannotBeAnsweredIsRefused(String path, int status, String detail) throws Exception {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Json.read(response.body()).get("detail").asText()).contains(detail);
  }
}
