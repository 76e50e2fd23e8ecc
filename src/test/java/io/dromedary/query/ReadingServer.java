package io.dromedary.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.cube.Catalog;
import io.dromedary.duckdb.ReaderDataSource;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.edit.LogEntry;
import io.dromedary.formula.function.Functions;
import io.dromedary.http.AsyncHttpServer;
import io.dromedary.http.HttpServerSetup;
import io.dromedary.intake.EditIntake;
import io.dromedary.intake.SheetChecks;
import io.dromedary.settings.SettingValues;
import io.dromedary.sheet.CellParser;
import io.dromedary.start.ContextSetup;
import io.dromedary.testing.SampleWorkbook;
import io.dromedary.writer.Writer;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;

/** The reading routes on a free port, over the sample cube in a database of their own. */
final class ReadingServer implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Main main = new Main();
  private final SampleWorkbook workbook;
  private final ReaderDataSource readers;
  private final Writer writer;

  private ReadingServer(Path folder, int rows) throws Exception {
    workbook = SampleWorkbook.open(folder, rows);
    writer = workbook.writer();
    readers = new ReaderDataSource(workbook.database(), 4);
    SettingValues values = SettingValues.of(List.of(HttpServerSetup.SETTINGS), Map.of());
    main.addMainListener(new ContextSetup(context -> HttpServerSetup.install(context, values)));
    QueryBeans.of(catalog(), writer.sheets(), workbook.sql(), readers.behind(writer::awaitTables))
        .forEach(main::bind);
    main.bind(
        "editIntake",
        new EditIntake(
            catalog(), new SheetChecks(new CellParser(Functions.standard()), url -> {})));
    main.configure()
        .withRoutesIncludePattern(
            "file:routes/errors.camel.yaml,file:routes/tables.camel.yaml,file:routes/cubes.camel.yaml");
    main.addInitialProperty("camel.server.port", "0");
    main.start();
  }

  /** Starts with a sample of about so many leaves. */
  static ReadingServer start(Path folder, int rows) throws Exception {
    return new ReadingServer(folder, rows);
  }

  Catalog catalog() {
    return workbook.catalog();
  }

  CellsPreview preview() {
    return main.lookup("cellsPreview", CellsPreview.class);
  }

  /** Lets the writer apply an entry of the log. */
  void apply(EditId id, String edit) throws Exception {
    workbook.apply(List.of(new LogEntry(id, edit)));
  }

  /** Lets the writer take up what a test has changed behind its back. */
  void reload() throws Exception {
    writer.load();
  }

  EditId position() {
    return writer.position();
  }

  /** The rows of a statement that the test runs itself. */
  List<List<Object>> rows(String statementText) throws Exception {
    writer.awaitTables();
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = workbook.database().writer().createStatement();
        ResultSet result = statement.executeQuery(statementText)) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(result.getObject(column));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The rows of a statement that the test runs itself, in the form of {@link #texts}. */
  List<List<String>> sqlTexts(String statementText) throws Exception {
    List<List<String>> texts = new ArrayList<>();
    for (List<Object> row : rows(statementText)) {
      List<String> values = new ArrayList<>();
      row.forEach(
          value ->
              values.add(
                  value instanceof BigDecimal decimal
                      ? text(decimal)
                      : value == null ? null : value.toString()));
      texts.add(values);
    }
    return texts;
  }

  /** The values of the rows of an answer; numbers without trailing zeros. */
  static List<List<String>> texts(JsonNode answer) {
    List<List<String>> texts = new ArrayList<>();
    for (JsonNode row : answer.get("data")) {
      List<String> values = new ArrayList<>();
      row.forEach(
          value -> values.add(value.isNumber() ? text(value.decimalValue()) : value.textValue()));
      texts.add(values);
    }
    return texts;
  }

  private static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** How many rows a table has. */
  long size(String table) throws Exception {
    return (Long) rows("SELECT count(*) FROM " + table).get(0).get(0);
  }

  void execute(String statementText) throws Exception {
    try (Statement statement = workbook.database().writer().createStatement()) {
      statement.execute(statementText);
    }
  }

  /** Asks for a path with its query, headers in turn name and value. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  int port() {
    return AsyncHttpServer.of(main.getCamelContext()).getPort();
  }

  HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The document that a path answers with 200. */
  JsonNode json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " gives " + response.statusCode() + " " + response.body());
    }
    return Json.read(response.body());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws Exception {
    main.stop();
    readers.close();
    workbook.close();
  }
}
