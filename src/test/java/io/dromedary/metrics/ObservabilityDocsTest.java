package io.dromedary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.edit.Json;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the dashboard, the alerts and the page of metrics against what the program measures. */
@ExtendWith(SharedApplication.class)
class ObservabilityDocsTest {
  private static final Path DASHBOARD = Path.of("docs/grafana/dromedary.json");
  private static final Path ALERTS = Path.of("docs/grafana/alerts.yaml");
  private static final Path OPERATIONS = Path.of("docs/operations.md");
  private static final Path PAGE = Path.of("docs/observability.md");
  private static final Pattern RUNBOOK = Pattern.compile("docs/operations\\.md#([\\w-]+)");
  private static final Pattern ROW =
      Pattern.compile("\\| `(\\w+)`[^|]*\\| (counter|gauge|histogram|summary) \\|");

  private final RunningApplication application;

  ObservabilityDocsTest(RunningApplication application) {
    this.application = application;
  }

  /** What is measured after a bit of everything. */
  private Scrape scrapeAfterTraffic() {
    HttpApi http = application.http();
    http.update("sales", "quantity", 5, "product_id = " + RunningApplication.COMMON_PRODUCT);
    http.update("sales", "quantity", 5, "product_id = -1");
    http.get("/view_table/sales?limit=1");
    http.get("/cubes/sales/cells?measure=quantity&rows=supplier");
    http.get("/get_updates?limit=1");
    TestSheet sheet = TestSheet.in(application);
    sheet.set("a", "1");
    sheet.read();
    System.gc();
    await("the garbage collection to be told")
        .until(() -> !scrape().named("jvm_gc_pause_seconds_sum").isEmpty());
    return scrape();
  }

  private Scrape scrape() {
    return Scrape.parse(application.http().get("/observe/metrics").body());
  }

  @Test
  void everyQueryOfTheDashboardAsksForWhatIsThere() throws IOException {
    Scrape scrape = scrapeAfterTraffic();
    JsonNode dashboard = Json.read(Files.readAllBytes(DASHBOARD));
    List<String> queries = dashboard.findValues("expr").stream().map(JsonNode::textValue).toList();

    assertThat(queries).hasSizeGreaterThan(20);
    assertThat(queries).allSatisfy(query -> assertThat(PromQl.missing(query, scrape)).isEmpty());
  }

  @Test
  void whatIsNotThereIsFound() {
    Scrape scrape = scrapeAfterTraffic();

    assertThat(PromQl.missing("rate(dromedary_edit_total[5m])", scrape))
        .containsExactly("dromedary_edit_total");
    assertThat(
            PromQl.missing(
                "sum by (kind) (dromedary_edits_total{status=\"refused\",type=~\"update.*\"}) / 1e6",
                scrape))
        .containsExactly("dromedary_edits_total{status=\"refused\"}", "by (kind)");
  }

  @Test
  void everyAlertAsksForWhatIsThereAndSaysWhatToDo() throws IOException {
    Scrape scrape = scrapeAfterTraffic();
    String operations = Files.readString(OPERATIONS);
    List<JsonNode> rules = new ArrayList<>();
    yaml(ALERTS).at("/groups/0/rules").forEach(rules::add);

    assertThat(rules).hasSizeGreaterThan(8);
    for (JsonNode rule : rules) {
      String name = rule.path("alert").textValue();
      assertThat(PromQl.missing(rule.path("expr").textValue(), scrape)).as(name).isEmpty();
      assertThat(rule.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
      assertThat(rule.at("/annotations/summary").asText()).as(name).isNotBlank();
      Matcher runbook = RUNBOOK.matcher(rule.at("/annotations/runbook").asText());
      assertThat(runbook.matches()).as(name).isTrue();
      assertThat(operations).contains("<a id=\"" + runbook.group(1) + "\"></a>`" + name + "`");
    }
    assertThat(Pattern.compile("</a>`(\\w+)`").matcher(operations).results().map(m -> m.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            rules.stream().map(rule -> rule.path("alert").textValue()).toList());
  }

  private static JsonNode yaml(Path file) throws IOException {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return new ObjectMapper().valueToTree(tree);
  }

  @Test
  void thePageNamesEveryMetricOfTheProgramWithItsType() throws IOException {
    Scrape scrape = scrapeAfterTraffic();
    Map<String, String> documented =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    Map<String, String> own = new TreeMap<>(scrape.types());
    // The largest of late, which is told beside each histogram.
    own.keySet().removeIf(name -> !name.startsWith("dromedary_") || name.endsWith("_max"));

    assertThat(documented).isNotEmpty().containsAllEntriesOf(own);
    assertThat(scrape.types()).containsAllEntriesOf(documented);
  }
}
