package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of a request becomes SQL, JSON or a header of the program. */
class InjectedTextTest extends RefusalTestSupport {

  InjectedTextTest(RunningApplication application) {
    super(application);
  }

  @Test
  void conditionThatCannotBeReadTellsTheWrongPlace() {
    Answer answer = http.update("sales", "quantity", 1, "product_id = 1 OR 1 = 1");

    assertRefused(answer, 400, "bad-condition");
    assertThat(answer.json().path("position").asInt()).isEqualTo(22);
    assertNothingLogged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 = 1",
        "product_id = 1; DROP TABLE sales",
        "product_id = 1 --",
        "product_id = 1 UNION SELECT 1",
        "product_id = (SELECT max(product_id) FROM product)",
        "product_id IN (SELECT 1)",
        "read_csv('/etc/passwd') IS NULL",
        "brand = 'Brand A' OR 'a'='a'",
        "brand LIKE '%'",
        "brand = $1",
        "brand = ?",
        "brand = 'unclosed",
        "\"brand\"\"; DROP TABLE sales; --\" = 'x'",
        "sales.brand = 'Brand A'",
        "brand",
        "AND",
        "NOT",
        "(((((((((("
      })
  void conditionIsNeverSql(String condition) {
    Answer answer = http.update("sales", "quantity", 1, condition);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().has("position")).as(answer.body()).isTrue();
    assertNothingLogged();
  }

  @Test
  void textThatLooksLikeSqlIsJustText() {
    String drop = "x'); DROP TABLE sales; --";

    Answer inCondition =
        http.update("sales", "quantity", 1, "brand = '" + drop.replace("'", "''") + "'");
    Answer inRegion =
        http.post(
            "/cubes/sales/cells", HttpApi.cell("quantity", Map.of("brand", drop), "value", 1));
    Answer inUser =
        http.post(
            "/update_cell",
            edit("sales", "quantity", 1, "brand = 'none'", "user", drop, "key", drop));

    assertRefused(inCondition, 422, "empty-region");
    assertRefused(inRegion, 422, "empty-region");
    assertRefused(inUser, 422, "empty-region");
    assertThat(http.get("/edits/" + inUser.text("edit")).json().at("/edit/user").asText())
        .isEqualTo(drop);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CamelRedisStreamsId",
        "CamelRedisStreamsIds",
        "CamelRedisStreamsMinId",
        "CamelBeanMethodName",
        "CamelHttpResponseCode",
        "CamelJdbcParameters",
        "CamelRetrieveGeneratedKeys",
        "camelbeanmethodname"
      })
  void headersAndParametersCannotSteerTheProgram(String name) {
    Answer header =
        http.post("/update_cell", edit("sales", "quantity", 1, "brand = 'none'"), name, "accepted");
    Answer parameter =
        http.post(
            "/update_cell?" + name + "=accepted", edit("sales", "quantity", 1, "brand = 'none'"));
    Answer read = http.get("/get_updates?limit=1", name, "1");

    assertRefused(header, 422, "empty-region");
    assertRefused(parameter, 422, "empty-region");
    assertThat(read.status()).as(read.body()).isEqualTo(200);
  }

  @Test
  void halfASurrogatePairIsNoReasonToFail() {
    for (String field :
        List.of("table", "column", "value", "condition", "method", "scope", "type")) {
      String body =
          edit("sales", "quantity", 1, "product_id = -1")
              .replace("}", ",\"method\":\"equal\",\"scope\":\"booked\",\"type\":\"update_cell\"}");
      String broken =
          body.replaceFirst("\"" + field + "\":(\"[^\"]*\"|1)", "\"" + field + "\":\"\\\\ud800\"");

      Answer answer = http.post("/update_cell", broken);

      assertThat(broken).contains("\\ud800");
      assertThat(answer.status()).as(field + answer.body()).isBetween(400, 499);
      assertThat(answer.text("detail")).isNotEmpty();
    }
  }
}
