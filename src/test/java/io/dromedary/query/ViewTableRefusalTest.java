package io.dromedary.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTableRefusalTest {
  private static final List<String> PARAMETERS =
      List.of("limit", "offset", "cursor", "order", "columns", "filter");
  private static ReadingServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = ReadingServer.start(folder, 2_000);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static JsonNode problem(String path, int status) throws Exception {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    return Json.read(response.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=0|limit|1 to 10000",
        "limit=10001|limit|1 to 10000",
        "limit=ten|limit|1 to 10000",
        "limit=|limit|1 to 10000",
        "offset=-1|offset|from 0",
        "offset=99999999999999999999|offset|from 0",
        "limit=1&limit=2|limit|twice",
        "cursor=abc|cursor|next",
        "offset=1&cursor=abc|offset|one of the two",
        "order=quantity,|order|column",
        "order=quantity,quantity|order|twice",
        "order=nope|order|no column",
        "order=leaf_id|order|no column",
        "columns=nope|columns|no column",
        "columns=leaf_id|columns|no column",
        "columns=quantity,,brand|columns|list of names",
        "columns=quantity,QUANTITY|columns|twice",
        "filter=quantity|filter|=",
        "filter=leaf_id=1|filter|no column",
        "filter=quantity='x'|filter|number",
        "table=sales|table|limit, offset, cursor, order, columns, filter",
      })
  void aWrongParameterIsNamedWithWhatWouldBeRight(String query, String parameter, String detail)
      throws Exception {
    String path = "/view_table/sales?" + query.replace("'", "%27");
    JsonNode problem = problem(path, 400);

    assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
    assertThat(problem.get("detail").asText()).contains(detail);
  }

  @Test
  void anUnknownTableIsNotFound() throws Exception {
    assertThat(problem("/view_table/nope", 404).get("detail").asText()).contains("sales, product");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sales%22%3B%20DROP%20TABLE%20sales%3B--",
        "dromedary.edits",
        "information_schema.tables",
        "..%2Fsales",
        "%7Bfrom%7D",
        "%3A%3Fname",
        "sales%00",
      })
  void aTableThatIsNoneOfTheModelsCannotBeReached(String name) throws Exception {
    problem("/view_table/" + name, 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE sales; --",
        "1 OR 1=1",
        "quantity) FROM sales; DELETE FROM sales; --",
        "quantity = (SELECT max(quantity) FROM sales)",
        "\"quantity\" UNION SELECT request FROM dromedary.edits",
        "brand = 'x' /* */ OR TRUE",
        ":?limit",
        "${bean:writer}",
        "{from}",
        "read_csv('/etc/passwd')",
        "quantity = 1; COPY sales TO '/tmp/x'",
        "\u0000",
      })
  void sqlInAParameterIsRefusedAndDoesNothing(String attack) throws Exception {
    long before = server.size("sales");
    for (String parameter : PARAMETERS) {
      JsonNode problem =
          problem("/view_table/sales?" + parameter + "=" + ReadingServer.encoded(attack), 400);

      assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
    }
    assertThat(server.size("sales")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR '1'='1",
        "'; DROP TABLE sales; --",
        ":?p1 ? {filter} ${body}",
        "\u0000",
        "\uD83D\uDC2A",
        "%",
      })
  void aTextInAFilterIsNothingButAText(String text) throws Exception {
    String condition = "brand = '" + text.replace("'", "''") + "'";

    JsonNode answer = server.json("/view_table/sales?filter=" + ReadingServer.encoded(condition));

    assertThat(answer.get("total").asLong()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/view_table/product?cursor=",
        "/view_table/sales?order=quantity&cursor=",
        "/view_table/sales?filter=quantity%3E5&cursor=",
      })
  void aCursorServesItsOwnQueryOnly(String path) throws Exception {
    String cursor = server.json("/view_table/sales?limit=1").get("next").asText();

    assertThat(problem(path + cursor, 400).get("parameter").asText()).isEqualTo("cursor");
  }

  @Test
  void brokenPercentEncodingIsRefused() throws Exception {
    try (RawRequest request = new RawRequest(server.port())) {
      assertThat(request.statusLine("GET /view_table/sales?limit=%zz HTTP/1.1")).contains(" 400 ");
    }
  }

  @Test
  void aTypeThatThereIsNotIsNotAcceptable() throws Exception {
    HttpResponse<String> response = server.get("/view_table/sales", "Accept", "text/html");

    assertThat(response.statusCode()).isEqualTo(406);
    assertThat(response.body()).contains("application/json, text/csv");
  }

  @Test
  void anotherMethodIsNotAllowed() throws Exception {
    assertThat(server.send("POST", "/view_table/sales").statusCode()).isEqualTo(405);
  }
}
