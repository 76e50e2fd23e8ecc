package io.dromedary.bench;

import io.dromedary.bench.Load.Request;
import io.dromedary.cube.Catalog;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Json;
import io.dromedary.formula.function.Functions;
import io.dromedary.writer.Outbox;
import io.dromedary.writer.Writer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Formula sheets over HTTP, beside a route that answers a constant: reads of a value, of a formula
 * 20 deep and of a sheet of 21 cells; writes of 500 keys; five Fibonacci sheets of which every
 * element is written again and again; a write with 100,000 dependants; loading a million cells.
 *
 * <p>Arguments: a folder for the data, the seconds of each measurement.
 */
public final class SheetBenchmark {
  private static final List<Integer> CONNECTIONS = List.of(32, 100);
  private static final int FIBONACCI_SHEETS = 5;
  private static final int FIBONACCI_CELLS = 92;
  private static final int BATCH = 10_000;
  private static final int DEPENDANTS = 100_000;
  private static final int MANY_CELLS = 1_000_000;
  private static final int RUNS = 7;

  /** In megabytes: a million cells of formulas take about 1,200. */
  private static final int HEAP = 2_048;

  private final Path folder;
  private final int seconds;
  private final HttpClient client = HttpClient.newHttpClient();
  private final SplittableRandom random = new SplittableRandom(1);
  private int port;

  private SheetBenchmark(Path folder, int seconds) {
    this.folder = folder;
    this.seconds = seconds;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/bench-sheets");
    Files.createDirectories(folder);
    new SheetBenchmark(folder, arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8).run();
  }

  private void run() throws Exception {
    try (BenchedProgram program =
        BenchedProgram.start(folder, 1_000, HEAP, "constant.camel.yaml")) {
      port = program.port();
      createSheets();
      try (Load load = new Load(port)) {
        Map<String, Supplier<Request>> loads = loads();
        // Until the JVM has compiled what it needs, each figure is larger than the one before.
        for (Supplier<Request> each : loads.values()) {
          load.run(each, 100, seconds);
        }
        for (int connections : CONNECTIONS) {
          for (Map.Entry<String, Supplier<Request>> each : loads.entrySet()) {
            System.out.printf(
                "%4d connections, %-22s %s%n",
                connections, each.getKey(), load.run(each.getValue(), connections, seconds));
          }
        }
      }
      dependants();
      System.out.printf("memory: %d MB%n", program.residentMegabytes());
      createManyCells();
    }
    loadCells();
  }

  private Map<String, Supplier<Request>> loads() {
    Map<String, Supplier<Request>> loads = new LinkedHashMap<>();
    loads.put("constant read", () -> Request.get("/constant"));
    loads.put("a value", () -> Request.get("/api/v1/deep/c0"));
    loads.put("a formula, 20 deep", () -> Request.get("/api/v1/deep/c20"));
    loads.put("a sheet of 21 cells", () -> Request.get("/api/v1/deep"));
    loads.put("constant write", () -> Request.post("/constant", value("1")));
    loads.put(
        "write of 500 keys",
        () ->
            Request.post(
                "/api/v1/keys/key" + random.nextInt(500),
                value(Integer.toString(random.nextInt(1_000_000)))));
    loads.put("Fibonacci", this::fibonacciWrite);
    return loads;
  }

  private Request fibonacciWrite() {
    int cell = 1 + random.nextInt(FIBONACCI_CELLS);
    return Request.post(
        "/api/v1/fibonacci%d/f%d".formatted(random.nextInt(FIBONACCI_SHEETS), cell),
        value(fibonacci(cell)));
  }

  private static String fibonacci(int cell) {
    return cell <= 2 ? "1" : "=f%d+f%d".formatted(cell - 1, cell - 2);
  }

  private static String value(String value) {
    return Json.write(Map.of("value", value));
  }

  private void createSheets() throws IOException, InterruptedException {
    Map<String, String> deep = new LinkedHashMap<>();
    deep.put("c0", "1");
    for (int cell = 1; cell <= 20; cell++) {
      deep.put("c" + cell, "=c%d+1".formatted(cell - 1));
    }
    post("/api/v1/deep", Json.write(deep));
    Map<String, String> fibonacci = new LinkedHashMap<>();
    for (int cell = 1; cell <= FIBONACCI_CELLS; cell++) {
      fibonacci.put("f" + cell, fibonacci(cell));
    }
    for (int sheet = 0; sheet < FIBONACCI_SHEETS; sheet++) {
      post("/api/v1/fibonacci" + sheet, Json.write(fibonacci));
    }
  }

  /** Cells that all read the first one. */
  private void createHub(String sheet, int cells) throws IOException, InterruptedException {
    post("/api/v1/%s/c0".formatted(sheet), value("1"));
    for (int first = 1; first <= cells; first += BATCH) {
      Map<String, String> batch = new LinkedHashMap<>();
      for (int cell = first; cell < first + BATCH && cell <= cells; cell++) {
        batch.put("c" + cell, "=c0*%d+c%d".formatted(cell, cell % 10 == 0 ? 0 : cell - 1));
      }
      post("/api/v1/" + sheet, Json.write(batch));
    }
  }

  private void dependants() throws IOException, InterruptedException {
    createHub("hub", DEPENDANTS);
    long[] times = new long[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      post("/api/v1/hub/c0", value(Integer.toString(run + 2)));
      times[run] = System.nanoTime() - start;
    }
    System.out.printf(
        "a write with %d dependants: %.0f ms (median of %d)%n",
        DEPENDANTS, Load.median(times), RUNS);
  }

  private void createManyCells() throws IOException, InterruptedException {
    for (int sheet = 0; sheet < MANY_CELLS / DEPENDANTS; sheet++) {
      createHub("many" + sheet, DEPENDANTS);
    }
  }

  private void loadCells() throws Exception {
    Path file = folder.resolve("data/workbook.duckdb");
    try (Database database = Database.open(file, Database.Options.defaults())) {
      for (int run = 0; run < 3; run++) {
        try (Writer writer =
            new Writer(
                database,
                new Catalog(List.of()),
                Functions.standard(),
                new SqlTemplates(Path.of("routes/sql")),
                new Outbox())) {
          long start = System.nanoTime();
          writer.load();
          System.out.printf(
              "loading %,d cells: %.2f s%n",
              writer.sheets().all().stream().mapToInt(sheet -> sheet.size()).sum(),
              (System.nanoTime() - start) / 1e9);
        }
      }
    }
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() != 201) {
      throw new IOException(
          "%s got %d: %s".formatted(path, response.statusCode(), response.body()));
    }
  }
}
