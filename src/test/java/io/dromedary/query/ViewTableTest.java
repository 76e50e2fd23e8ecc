package io.dromedary.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTableTest {
  private static final String VIEW = "sales_summary_by_product_family";
  private static ReadingServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = ReadingServer.start(folder, 2_000);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String filter(String condition) {
    return "filter=" + ReadingServer.encoded(condition);
  }

  private static List<List<String>> rows(JsonNode answer) {
    return ReadingServer.texts(answer);
  }

  private static List<List<String>> sql(String statement) throws Exception {
    return server.sqlTexts(statement);
  }

  @Test
  void aTableShowsItsColumnsInTheOrderOfItsRows() throws Exception {
    JsonNode answer = server.json("/view_table/sales");

    assertThat(answer.get("total").asLong()).isEqualTo(server.size("sales"));
    assertThat(answer.get("data")).hasSize(100);
    assertThat(answer.get("data").get(0).fieldNames())
        .toIterable()
        .containsExactly("product_id", "customer_id", "invoice_date", "quantity", "net_price");
    assertThat(rows(answer))
        .isEqualTo(sql("SELECT * EXCLUDE leaf_id FROM sales ORDER BY leaf_id LIMIT 100"));
    assertThat(answer.get("version").asText()).isEqualTo(server.position().toString());
  }

  @Test
  void aViewShowsItsTotalsAndNoNumbersOfItsOwn() throws Exception {
    JsonNode answer = server.json("/view_table/" + VIEW + "?limit=10000");

    assertThat(rows(answer))
        .isEqualTo(sql("SELECT * EXCLUDE row_id FROM " + VIEW + " ORDER BY row_id"));
    assertThat(answer.get("next").isNull()).isTrue();
  }

  @Test
  void aDimensionTableComesInTheOrderOfItsLevels() throws Exception {
    assertThat(rows(server.json("/view_table/product?limit=500")))
        .isEqualTo(sql("SELECT * FROM product ORDER BY supplier, brand, family, product_id"));
  }

  @Test
  void namesOfTablesAreFoundInAnyCase() throws Exception {
    assertThat(server.json("/view_table/SALES?limit=1").get("data")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sales|limit=700",
        "sales|limit=300&order=-quantity",
        "sales|limit=400&order=family,-net_price",
        "sales|limit=101&filter=quantity+%3E+50",
        "sales|limit=7&filter=brand+%3D+'Brand+C'&columns=invoice_date,product_id,customer_id",
        "product|limit=33",
        "product|limit=50&order=-name",
        "sales_summary_by_product_family|limit=100",
        "sales_summary_by_product_family|limit=250&order=brand,-quantity",
      })
  void allPagesTogetherAreTheWholeExactlyOnce(String table, String query) throws Exception {
    String path = "/view_table/" + table + "?" + query.replace("'", "%27");
    List<List<String>> paged = new ArrayList<>();
    String next = "";
    long total = 0;
    while (next != null) {
      JsonNode page = server.json(next.isEmpty() ? path : path + "&cursor=" + next);
      paged.addAll(rows(page));
      total = page.get("total").asLong();
      next = page.get("next").textValue();
    }

    List<List<String>> whole = rows(server.json(path.replaceAll("limit=\\d+", "limit=10000")));
    assertThat(paged).isEqualTo(whole).hasSize((int) total);
    assertThat(total).isGreaterThan(Long.parseLong(query.replaceAll("limit=(\\d+).*", "$1")));
  }

  @Test
  void thePageAfterACursorShowsTheDataOfToday(@TempDir Path folder) throws Exception {
    try (ReadingServer own = ReadingServer.start(folder, 2_000)) {
      String next = own.json("/view_table/sales?limit=50").get("next").asText();
      own.execute("DELETE FROM sales WHERE leaf_id BETWEEN 10 AND 60");

      JsonNode page = own.json("/view_table/sales?limit=1&cursor=" + next);

      assertThat(rows(page))
          .isEqualTo(own.sqlTexts("SELECT * EXCLUDE leaf_id FROM sales WHERE leaf_id = 61"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "brand = 'Brand B'",
        "quantity > 50 AND net_price <= 1000.5",
        "invoice_date BETWEEN DATE '2025-02-01' AND DATE '2025-03-15'",
        "family IN ('Toys', 'Home', 'Music') OR NOT supplier < 'M'",
        "name IS NOT NULL AND city IS NOT NULL AND quantity = 7",
        "brand = ':?limit' OR brand = '?' OR brand = '{from}' OR quantity = 3",
        "quantity < 0",
      })
  void aFilterSelectsWhatSqlSelects(String condition) throws Exception {
    String from =
        " FROM sales JOIN product USING (product_id) JOIN customer USING (customer_id) WHERE "
            + condition;

    JsonNode answer = server.json("/view_table/sales?limit=10000&" + filter(condition));

    assertThat(rows(answer))
        .isEqualTo(
            sql(
                "SELECT product_id, customer_id, invoice_date, quantity, net_price"
                    + from
                    + " ORDER BY leaf_id"));
    assertThat(answer.get("total").asLong()).isEqualTo(answer.get("data").size());
  }

  @Test
  void aFilterOnADerivedLevelSelectsItsMonth() throws Exception {
    JsonNode answer =
        server.json(
            "/view_table/sales?limit=10000&"
                + filter("invoice_date_month IN ('2025-02','2025-11')"));

    assertThat(rows(answer))
        .isEqualTo(
            sql(
                "SELECT * EXCLUDE leaf_id FROM sales WHERE month(invoice_date) IN (2, 11) ORDER BY leaf_id"));
  }

  @Test
  void aViewIsFilteredByItsOwnColumns() throws Exception {
    String condition = "grouping_set_id = 1 AND quantity > 300";

    assertThat(rows(server.json("/view_table/" + VIEW + "?limit=10000&" + filter(condition))))
        .isNotEmpty()
        .isEqualTo(
            sql(
                "SELECT * EXCLUDE row_id FROM "
                    + VIEW
                    + " WHERE "
                    + condition
                    + " ORDER BY row_id"));
  }

  @Test
  void columnsAndOrderMayNameTheDimensionsOfALeafTable() throws Exception {
    assertThat(
            rows(
                server.json(
                    "/view_table/sales?limit=500&columns=brand,invoice_date_month,Quantity&order=-brand,quantity")))
        .isEqualTo(
            sql(
                "SELECT brand, strftime(invoice_date, '%Y-%m'), quantity FROM sales"
                    + " JOIN product USING (product_id) ORDER BY brand DESC, quantity, leaf_id LIMIT 500"));
  }

  @Test
  void nullComesFirstAndLastWhenDescending() throws Exception {
    List<List<String>> ascending =
        rows(server.json("/view_table/" + VIEW + "?limit=10000&order=brand&columns=brand"));
    List<List<String>> descending =
        rows(server.json("/view_table/" + VIEW + "?limit=10000&order=-brand&columns=brand"));

    assertThat(ascending.get(0).get(0)).isNull();
    assertThat(descending.get(0).get(0)).isEqualTo("Brand T");
    assertThat(new HashSet<>(ascending)).isEqualTo(new HashSet<>(descending));
  }

  @Test
  void anOffsetPassesOverRows() throws Exception {
    JsonNode whole = server.json("/view_table/sales?limit=10");

    JsonNode page = server.json("/view_table/sales?limit=3&offset=4");

    assertThat(rows(page)).isEqualTo(rows(whole).subList(4, 7));
    assertThat(rows(server.json("/view_table/sales?limit=1&cursor=" + page.get("next").asText())))
        .isEqualTo(rows(whole).subList(7, 8));
  }

  @Test
  void pastTheEndThereIsAnEmptyPageWithTheTotal() throws Exception {
    JsonNode page = server.json("/view_table/product?offset=1000");

    assertThat(page.get("data")).isEmpty();
    assertThat(page.get("total").asLong()).isEqualTo(200);
    assertThat(page.get("next").isNull()).isTrue();
  }

  @Test
  void headGivesTheHeadersOfGet() throws Exception {
    HttpResponse<String> head = server.send("HEAD", "/view_table/product?limit=5");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("ETag")).contains("\"" + server.position() + "\"");
    assertThat(head.headers().firstValue("X-Total-Count")).contains("200");
  }

  @Test
  void theHeadersOfARequestDoNotComeBack() throws Exception {
    HttpResponse<String> response =
        server.get("/view_table/sales?limit=1", "X-Mine", "1", "limit", "7", "name", "product");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("customer_id");
    assertThat(response.headers().map().keySet())
        .containsExactlyInAnyOrder(
            "content-length",
            "content-type",
            "etag",
            "link",
            "vary",
            "x-request-id",
            "x-total-count");
  }

  @Test
  void theLinkLeadsToTheNextPage() throws Exception {
    HttpResponse<String> response =
        server.get("/view_table/sales?offset=10&limit=5&" + filter("quantity > 90"));
    String link = response.headers().firstValue("Link").orElseThrow();

    assertThat(link).endsWith(">; rel=\"next\"").doesNotContain("offset");
    JsonNode next = server.json(link.substring(1, link.indexOf('>')));
    assertThat(rows(next))
        .isEqualTo(
            sql(
                "SELECT * EXCLUDE leaf_id FROM sales WHERE quantity > 90 ORDER BY leaf_id LIMIT 5 OFFSET 15"));
  }
}
