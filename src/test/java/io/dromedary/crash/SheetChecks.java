package io.dromedary.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.crash.Workbook.StoredCell;
import io.dromedary.crash.Workbook.StoredEdit;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** What must hold of the formula sheets of a run. */
final class SheetChecks {
  /** By sheet: what the program answers when it is asked for the sheet. */
  private final Map<String, JsonNode> served = new TreeMap<>();

  /** Asks a program for its sheets, which it may have read from its database again. */
  void readFrom(URI program) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    for (String sheet : RandomCells.SHEETS) {
      URI path = program.resolve("/api/v1/" + sheet.replace(" ", "%20"));
      served.put(
          sheet,
          Json.read(
              http.send(HttpRequest.newBuilder(path).build(), BodyHandlers.ofString()).body()));
    }
  }

  void run(Evidence evidence, Workbook workbook) throws SQLException {
    List<StoredCell> versions = workbook.cells();
    everyAppliedWriteIsKeptOnce(evidence, versions);
    Map<String, Map<String, StoredCell>> sheets = latest(versions);
    Map<String, Map<String, String>> values = lastWritten(evidence);
    assertThat(served.keySet()).containsAll(values.keySet());
    for (String sheet : served.keySet()) {
      if (!values.containsKey(sheet)) {
        assertThat(served.get(sheet).has("error"))
            .as("%s, which nobody has written", sheet)
            .isTrue();
        continue;
      }
      Map<String, StoredCell> cells = sheets.get(sheet);
      Map<String, String> stored = new TreeMap<>();
      cells.forEach((name, cell) -> stored.put(name, cell.value()));
      assertThat(stored).as("the values of %s", sheet).isEqualTo(values.get(sheet));
      assertThat(resultsServed(sheet)).isEqualTo(resultsStored(cells));
      assertResults(cells, workbook);
    }
  }

  private static void everyAppliedWriteIsKeptOnce(Evidence evidence, List<StoredCell> versions) {
    Map<EditId, List<String>> written =
        versions.stream()
            .filter(StoredCell::written)
            .collect(
                Collectors.groupingBy(
                    StoredCell::id, Collectors.mapping(StoredCell::name, Collectors.toList())));
    for (StoredEdit edit : evidence.applied()) {
      JsonNode request = Json.read(edit.request());
      List<String> names = new ArrayList<>();
      request.path("cells").fieldNames().forEachRemaining(names::add);
      if (request.has("cell")) {
        names.add(request.get("cell").textValue());
      }
      assertThat(written.getOrDefault(edit.id(), List.of()))
          .as("the cells that %s has written", edit.request())
          .containsExactlyInAnyOrderElementsOf(names);
      written.remove(edit.id());
    }
    assertThat(written).as("cells of edits that were not applied").isEmpty();
  }

  /** The cells that there are, by sheet and name. */
  private static Map<String, Map<String, StoredCell>> latest(List<StoredCell> versions) {
    Map<String, Map<String, StoredCell>> sheets = new HashMap<>();
    for (StoredCell cell : versions) {
      Map<String, StoredCell> cells =
          sheets.computeIfAbsent(cell.sheet(), sheet -> new TreeMap<>());
      if (cell.value() == null) {
        cells.remove(cell.name());
      } else {
        cells.put(cell.name(), cell);
      }
    }
    return sheets;
  }

  /** By sheet and cell: what the last applied edit in the log has written there. */
  private static Map<String, Map<String, String>> lastWritten(Evidence evidence) {
    Map<String, Map<String, String>> values = new TreeMap<>();
    for (StoredEdit edit : evidence.applied()) {
      JsonNode request = Json.read(edit.request());
      if (request.has("sheet")) {
        Map<String, String> sheet =
            values.computeIfAbsent(request.get("sheet").textValue(), name -> new TreeMap<>());
        request
            .path("cells")
            .properties()
            .forEach(cell -> sheet.put(cell.getKey(), cell.getValue().textValue()));
        sheet.remove(request.path("cell").asText());
      }
    }
    return values;
  }

  private Map<String, String> resultsServed(String sheet) {
    Map<String, String> results = new TreeMap<>();
    served
        .get(sheet)
        .properties()
        .forEach(cell -> results.put(cell.getKey(), cell.getValue().path("result").asText()));
    return results;
  }

  private static Map<String, String> resultsStored(Map<String, StoredCell> cells) {
    Map<String, String> results = new TreeMap<>();
    cells.forEach((name, cell) -> results.put(name, cell.result()));
    return results;
  }

  /** Results follow from values: the cells of a sum have lower numbers than the sum. */
  private static void assertResults(Map<String, StoredCell> cells, Workbook workbook)
      throws SQLException {
    Map<String, Long> results = new HashMap<>();
    for (String name : new TreeSet<>(cells.keySet())) {
      StoredCell cell = cells.get(name);
      Matcher sum = RandomCells.SUM.matcher(cell.value());
      if (sum.matches()) {
        long base = sum.group(1) == null ? 0 : results.get(sum.group(1));
        results.put(name, base + Long.parseLong(sum.group(2)));
        assertThat(cell.result()).as("%s", cell).isEqualTo(results.get(name).toString());
      } else {
        assertThat(name).startsWith(RandomCells.CUBE);
      }
      if (name.equals(RandomCells.CUBE)) {
        assertThat(cell.result())
            .isEqualTo(workbook.total("net_price").stripTrailingZeros().toPlainString());
      }
    }
  }
}
