package io.dromedary.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edits of the routes folder of a running program, under a load that must not notice them. */
class RouteReloadTest {
  private static final String EXTRA = "extra.camel.yaml";

  @TempDir static Path parent;

  private static RoutesFolderCopy folder;
  private static RunningApplication program;
  private static HttpApi http;
  private static RequestLoad load;
  private long answered;

  @BeforeAll
  static void start() throws IOException {
    folder = RoutesFolderCopy.in(parent);
    program = RunningApplication.start(folder.path());
    http = program.http().withoutContract();
    folder.usedBy(program.http());
    load = RequestLoad.on(program.http());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    load.close();
    program.close();
  }

  @BeforeEach
  void noteLoad() {
    answered = load.answered();
  }

  @AfterEach
  void nobodyHasNoticed() throws IOException {
    await().until(() -> load.answered() > answered);
    assertThat(load.takeFailures()).isEmpty();
    folder.restoreAll();
    assertThat(folder.report().path("broken")).isEmpty();
    assertThat(routesCheck().getState()).isEqualTo(HealthCheck.State.UP);
  }

  @Test
  void newRouteAnswersAndItsEditsTakeEffectUntilItsFileIsDeleted() {
    assertThat(http.get("/extra").status()).isEqualTo(404);

    JsonNode added = folder.save(EXTRA, extra("one"));
    assertThat(added.path("status").asText()).isEqualTo("applied");
    assertThat(added.path("message").asText()).isEqualTo("added extra");
    assertThat(http.get("/extra").body()).isEqualTo("one");

    assertThat(folder.save(EXTRA, extra("two")).path("message").asText())
        .isEqualTo("changed extra");
    assertThat(http.get("/extra").body()).isEqualTo("two");

    assertThat(folder.save(EXTRA, "# a comment\n" + extra("two")).path("message").asText())
        .isEqualTo("no route changed");

    assertThat(folder.delete(EXTRA).path("message").asText()).isEqualTo("removed extra");
    assertThat(http.get("/extra").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          edits.camel.yaml  | 'httpMethodRestrict: POST' | 'httpMethodRestrict POST'   | 10  | this is no YAML
          edits.camel.yaml  | '- bean:'                  | '- bohne:'                  | 12 | Unknown node id: bohne
          edits.camel.yaml  | 'uri: direct:append-edit'  | 'uri: direkt:append-edit'   | 16 | direkt
          edits.camel.yaml  | 'httpMethodRestrict: POST' | 'httpMethodRestict: POST'   | 9  | httpMethodRestict
          edits.camel.yaml  | 'ref: editIntake'          | 'ref: editIntake2'          | 13 | editIntake2
          edits.camel.yaml  | 'method: one'              | 'method: eins'              | 14 | has no method 'eins'
          edits.camel.yaml  | 'id: update-cell'          | 'id: tables'                | 2  | the route id 'tables' is taken in tables.camel.yaml
          edits.camel.yaml  | 'platform-http:/edits/'    | 'platform-http:/{{nothing}}/' | 0   | nothing
          errors.camel.yaml | 'ref: problemReply'        | 'ref: problemAnswer'        | 0  | problemAnswer
          sql/view-table.sql | 'SELECT'                  | 'SELEC'                     | 2  | Parser Error
          models/sales.yaml | 'key: customer_id'         | 'key: customer'             | 0  | customer
          """)
  void brokenEditIsRefusedAndTheLastGoodVersionRunsOn(
      String file, String part, String broken, int line, String reason) throws IOException {
    http.get("/view_table/sales?limit=1");

    JsonNode refused = folder.edit(file, text -> text.replaceFirst(quoted(part), broken));

    assertThat(refused.path("status").asText()).isEqualTo("refused");
    assertThat(refused.path("files").path(0).asText()).isEqualTo(file);
    assertThat(refused.path("message").asText()).contains(reason);
    if (line > 0) {
      assertThat(refused.path("line").asInt()).isEqualTo(line);
    }
    HealthCheck.Result check = routesCheck();
    assertThat(check.getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(check.getMessage()).get().asString().contains(file, reason);
    assertThat(HealthCheckHelper.invokeReadiness(program.application().camelContext()))
        .allSatisfy(result -> assertThat(result.getState()).isEqualTo(HealthCheck.State.UP));
    assertThat(update().status()).isEqualTo(200);

    assertThat(folder.restore(file).path("message").asText()).startsWith("mended");
  }

  @Test
  void saveIsTakenOnlyWhenItIsWhole() throws IOException {
    String text = folder.read("tables.camel.yaml");
    Path file = folder.path().resolve("tables.camel.yaml");

    JsonNode taken =
        folder.reload(
            () -> {
              Files.writeString(file, text.substring(0, text.length() / 2));
              Files.writeString(file, text + "# saved in two steps\n");
            });

    assertThat(taken.path("status").asText()).isEqualTo("applied");
    assertThat(taken.path("message").asText()).isEqualTo("no route changed");

    JsonNode half =
        folder.save("tables.camel.yaml", text.substring(0, text.lastIndexOf("uri:") + 3));
    assertThat(half.path("status").asText()).isEqualTo("refused");
    assertThat(http.get("/tables").status()).isEqualTo(200);
    folder.restore("tables.camel.yaml");
  }

  @Test
  void routesOfDeletedFileEndAndRunAgainWhenItIsBack() throws IOException {
    assertThat(http.get("/webhooks").status()).isEqualTo(200);

    JsonNode deleted = folder.delete("webhooks.camel.yaml");
    assertThat(deleted.path("message").asText()).startsWith("removed").contains("webhook-delivery");
    assertThat(http.get("/webhooks/1-0").status()).isEqualTo(405);

    assertThat(folder.restore("webhooks.camel.yaml").path("message").asText()).startsWith("added");
    assertThat(http.get("/webhooks").status()).isEqualTo(200);
  }

  @Test
  void fileThatOnlyChangesItsNameChangesNoRoute() throws IOException {
    Path page = folder.path().resolve("page.camel.yaml");
    Path other = folder.path().resolve("site.camel.yaml");

    assertThat(folder.reload(() -> Files.move(page, other)).path("message").asText())
        .isEqualTo("no route changed");
    assertThat(folder.reload(() -> Files.move(other, page)).path("message").asText())
        .isEqualTo("no route changed");
  }

  @Test
  void routeMayChangeItsId() throws IOException {
    assertThat(
            folder
                .replace("edits.camel.yaml", "id: update-cell", "id: edit-cell")
                .path("message")
                .asText())
        .isEqualTo("added edit-cell; removed update-cell");
    assertThat(update().status()).isEqualTo(200);

    // One that others send to.
    assertThat(
            folder
                .replace("edits.camel.yaml", "id: append-edit", "id: to-the-log")
                .path("message")
                .asText())
        .isEqualTo("added to-the-log; removed append-edit");
    assertThat(update().status()).isEqualTo(200);
    folder.restore("edits.camel.yaml");
  }

  @Test
  void routesThatNameChangedBeanOrPropertyAreExchanged() throws IOException {
    folder.edit("application.properties", text -> text + "\nextra.word=red\n");
    folder.save(EXTRA, extraWithBean("blue"));
    assertThat(http.get("/extra").body()).isEqualTo("blue red");

    folder.save(EXTRA, extraWithBean("green"));
    assertThat(http.get("/extra").body()).isEqualTo("green red");

    JsonNode changed = folder.replace("application.properties", "word=red", "word=black");
    assertThat(changed.path("message").asText()).startsWith("changed extra");
    assertThat(http.get("/extra").body()).isEqualTo("green black");

    JsonNode refused = folder.replace("application.properties", "extra.word", "extra.other");
    assertThat(refused.path("status").asText()).isEqualTo("refused");
    assertThat(http.get("/extra").body()).isEqualTo("green black");

    folder.delete(EXTRA);
    folder.restore("application.properties");
  }

  @Test
  void settingThatCannotBeUsedIsRefusedBeforeTheNextStartFindsIt() throws IOException {
    JsonNode refused =
        folder.edit("application.properties", text -> text + "\ndromedary.duckdb.readers=many\n");
    assertThat(refused.path("message").asText()).contains("dromedary.duckdb.readers", "1 to 64");
    folder.restore("application.properties");

    JsonNode later =
        folder.edit("application.properties", text -> text + "\ndromedary.duckdb.readers=5\n");
    assertThat(later.path("message").asText())
        .contains("takes effect with the next start (dromedary.duckdb.readers)");
    folder.restore("application.properties");
  }

  @Test
  void changedStatementIsUsed() throws IOException {
    Answer before = http.get("/view_table/product?limit=3&columns=product_id");
    assertThat(before.json().path("data").path(0).path("product_id").asInt()).isEqualTo(1);

    folder.replace("sql/view-table.sql", "AND {after}", "AND {after} AND 1 = 0");
    assertThat(http.get("/view_table/product?limit=3").json().path("data")).isEmpty();

    folder.restore("sql/view-table.sql");
    assertThat(http.get("/view_table/product?limit=3").json().path("data")).hasSize(3);
  }

  @Test
  void statementThatTakesOtherValuesIsRefused() throws IOException {
    http.get("/view_table/product?limit=3");

    JsonNode refused = folder.replace("sql/view-table.sql", "AND {after}", "AND {after} AND 1 = ?");

    assertThat(refused.path("message").asText()).contains("parameters");
    folder.restore("sql/view-table.sql");
  }

  @Test
  void changedModelGivesItsViewsToReaders() throws IOException {
    String view =
        """
          - name: sales_by_province
            columns: [province]
            measures:
              pieces: quantity
            grouping_sets:
              - [province]
        """;
    JsonNode changed = folder.edit("models/sales.yaml", text -> text + view);
    assertThat(changed.path("message").asText()).isEqualTo("the cube 'sales' has changed");

    Answer rows = http.get("/view_table/sales_by_province");
    assertThat(rows.status()).isEqualTo(200);
    long pieces = 0;
    for (JsonNode row : rows.json().path("data")) {
      pieces += row.path("pieces").asLong();
    }
    Object total = program.value("SELECT CAST(sum(quantity) AS BIGINT) FROM sales");
    assertThat(pieces).isEqualTo(total);

    folder.restore("models/sales.yaml");
    assertThat(http.get("/view_table/sales_by_province").status()).isEqualTo(404);
  }

  @Test
  void everyRouteIsExchangedWhenTheAnswerToFailuresChanges() throws IOException {
    JsonNode changed =
        folder.replace("errors.camel.yaml", "- java.lang.Exception", "- java.lang.Throwable");

    assertThat(changed.path("message").asText())
        .contains("update-cell", "append-edit", "read-snapshot");
    assertThat(http.get("/view_table/nothing").body()).contains("/problems/unknown-table");
    folder.restore("errors.camel.yaml");
  }

  @Test
  void writerIsExchangedWithoutLosingAnEdit() throws IOException {
    JsonNode changed = folder.replace("log.camel.yaml", "linger: 4", "linger: 2");

    assertThat(changed.path("message").asText()).isEqualTo("changed writer");
    assertThat(update().text("status")).isEqualTo("applied");
    folder.restore("log.camel.yaml");
  }

  @Test
  void reportTellsWhatEachRouteHasDone() {
    update();

    Optional<JsonNode> route = Optional.empty();
    for (JsonNode one : folder.report().path("data")) {
      if (one.path("id").asText().equals("update-cell")) {
        route = Optional.of(one);
      }
    }

    assertThat(route).isPresent();
    assertThat(route.get().path("file").asText()).isEqualTo("edits.camel.yaml");
    assertThat(route.get().path("uri").asText()).isEqualTo("platform-http:/update_cell");
    assertThat(route.get().path("state").asText()).isEqualTo("started");
    assertThat(route.get().path("exchanges").asLong()).isPositive();
    assertThat(route.get().path("mean_ms").asDouble()).isPositive();
    assertThat(http.get("/admin/routes?limit=1").status()).isEqualTo(400);
  }

  private static Answer update() {
    return http.update("sales", "quantity", 5, "product_id = 199");
  }

  private static HealthCheck.Result routesCheck() {
    return HealthCheckHelper.invoke(program.application().camelContext()).stream()
        .filter(result -> result.getCheck().getId().equals("routes"))
        .findFirst()
        .orElseThrow();
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }

  private static String extra(String answer) {
    return """
        - route:
            id: extra
            description: Answers with one word
            group: extra
            from:
              uri: platform-http:/extra
              steps:
                - setBody:
                    expression:
                      constant:
                        expression: %s
        """
        .formatted(answer);
  }

  private static String extraWithBean(String word) {
    return """
        - beans:
            - name: extraWord
              type: io.dromedary.reload.Word
              properties:
                text: %s
        """
            .formatted(word)
        + extra("none")
            .replace("constant:", "simple:")
            .replace("expression: none", "expression: \"${ref:extraWord} {{extra.word}}\"");
  }
}
