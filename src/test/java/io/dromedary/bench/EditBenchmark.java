package io.dromedary.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures edits and reads through HTTP at a million leaves and prints each figure beside its
 * limit. Arguments: the folder to work in (it keeps the sample data for the next run), rows, and
 * seconds for each load.
 */
public final class EditBenchmark {
  private static final int[] CONNECTIONS = {1, 16, 64, 256, 1024};
  private static final int REPETITIONS = 21;

  /** So many calls go before those that are measured: the JVM compiles what it meets. */
  private static final int WARM_UP = 10;

  private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

  private final Path folder;
  private final int rows;
  private final int seconds;
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  private EditBenchmark(Path folder, int rows, int seconds) {
    this.folder = folder;
    this.rows = rows;
    this.seconds = seconds;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/bench");
    Files.createDirectories(folder);
    new EditBenchmark(
            folder,
            arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000,
            arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8)
        .run();
  }

  private void run() throws Exception {
    try (BenchedProgram first = BenchedProgram.start(folder, rows)) {
      System.out.printf("The sample data is there%n");
    }
    LeafEdits leaves = new LeafEdits(database());
    try (BenchedProgram program = BenchedProgram.start(folder, rows, "constant.camel.yaml")) {
      port = program.port();
      System.out.printf("(d) memory after the start: %d MB%n", program.residentMegabytes());
      leafEdits(leaves);
      updates(leaves);
      view();
      spreads();
      System.out.printf("(d) memory after the load: %d MB%n", program.residentMegabytes());
    }
    bareUpdates();
    // Its edits are in the log and never applied, so they must not be in the way of the next run.
    Path withoutWriter = Files.createDirectories(folder.resolve("ceiling"));
    try (BenchedProgram program = BenchedProgram.start(withoutWriter, 1_000, "log.camel.yaml")) {
      port = program.port();
      ceiling(leaves);
    }
  }

  private Path database() {
    return folder.resolve("data/workbook.duckdb");
  }

  private void leafEdits(LeafEdits leaves) throws InterruptedException {
    try (Load load = new Load(port)) {
      // Until the JVM has compiled what it needs, each figure is larger than the one before.
      load.run("/update_cell", leaves, 256, 4 * seconds);
      load.run("/constant", leaves, 64, seconds / 2);
      for (int connections : CONNECTIONS) {
        Load.Result constant = load.run("/constant", leaves, connections, seconds / 2);
        Load.Result edits = load.run("/update_cell", leaves, connections, seconds);
        System.out.printf("(a) %4d connections: edits    %s%n", connections, edits);
        System.out.printf("                      constant %s%n", constant);
        System.out.printf(
            "                      ratio %.2f%n", edits.perSecond() / constant.perSecond());
      }
    }
  }

  private void ceiling(LeafEdits leaves) throws InterruptedException {
    try (Load load = new Load(port)) {
      load.run("/update_cell", leaves, 256, 4 * seconds);
      for (int connections : CONNECTIONS) {
        System.out.printf(
            "(e) %4d connections without DuckDB: %s%n",
            connections, load.run("/update_cell", leaves, connections, seconds));
      }
    }
  }

  /** From sending an edit to having its rows from the feed, at 50 edits a second. */
  private void updates(LeafEdits leaves) throws Exception {
    int warmUp = 50 * 5;
    int edits = 50 * seconds;
    long[] times = new long[edits];
    String cursor = cursor(get("/get_updates?limit=1"));
    long begin = System.nanoTime();
    for (int edit = -warmUp; edit < edits; edit++) {
      long due = begin + (edit + warmUp) * 20_000_000L;
      while (System.nanoTime() < due) {
        Thread.onSpinWait();
      }
      long sent = System.nanoTime();
      var poll =
          client.sendAsync(
              request("/get_updates?limit=1000&wait=10&since=" + cursor).build(),
              BodyHandlers.ofString());
      var answer =
          client.sendAsync(
              request("/update_cell").POST(BodyPublishers.ofString(leaves.get())).build(),
              BodyHandlers.discarding());
      cursor = cursor(poll.get().body());
      times[Math.max(0, edit)] = System.nanoTime() - sent;
      answer.get();
    }
    Arrays.sort(times);
    System.out.printf(
        "(c) request to get_updates at 50 edits/s: p50 %.2f ms, p99 %.2f ms%n",
        Load.percentile(times, 50), Load.percentile(times, 99));
  }

  private static String cursor(String page) {
    Matcher matcher = CURSOR.matcher(page);
    if (!matcher.find()) {
      throw new IllegalStateException(page);
    }
    return matcher.group(1);
  }

  private void view() throws Exception {
    String path = "/view_table/sales_summary_by_product_family?limit=10000";
    long start = System.nanoTime();
    get(path);
    long first = System.nanoTime() - start;
    long[] after = new long[REPETITIONS];
    for (int repetition = -WARM_UP; repetition < REPETITIONS; repetition++) {
      edit("product_id = 1", 1000 + repetition);
      start = System.nanoTime();
      get(path);
      after[Math.max(0, repetition)] = System.nanoTime() - start;
    }
    System.out.printf(
        "(f) the summary view: first %.1f ms, after an edit %.1f ms%n",
        first / 1e6, Load.median(after));
  }

  private void spreads() throws Exception {
    for (Map.Entry<String, String> region : regions().entrySet()) {
      edit(region.getValue(), 1_000_000);
      long[] times = new long[REPETITIONS];
      String answer = "";
      for (int repetition = -WARM_UP; repetition < REPETITIONS; repetition++) {
        long start = System.nanoTime();
        answer = edit(region.getValue(), 2_000_000 + 1_000 * repetition);
        times[Math.max(0, repetition)] = System.nanoTime() - start;
      }
      System.out.printf(
          "(b) spread of %s: %.1f ms   %s%n", region.getKey(), Load.median(times), answer);
    }
  }

  private static Map<String, String> regions() {
    Map<String, String> regions = new LinkedHashMap<>();
    regions.put("one product", "product_id = 17");
    regions.put("two brands", "brand IN ('Brand C', 'Brand D')");
    regions.put("everything", "");
    return regions;
  }

  /** The same regions scaled in one statement each, on the same file. */
  private void bareUpdates() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database());
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> region : regions().entrySet()) {
        long[] times = new long[REPETITIONS];
        for (int repetition = -WARM_UP; repetition < REPETITIONS; repetition++) {
          long start = System.nanoTime();
          statement.execute(
              "UPDATE sales SET quantity = quantity * 1.01"
                  + (region.getValue().isEmpty()
                      ? ""
                      : " WHERE product_id IN (SELECT product_id FROM product WHERE "
                          + region.getValue()
                          + ")"));
          times[Math.max(0, repetition)] = System.nanoTime() - start;
        }
        System.out.printf("(b) bare UPDATE of %s: %.1f ms%n", region.getKey(), Load.median(times));
      }
    }
  }

  private String edit(String condition, long value) throws IOException, InterruptedException {
    String body =
        "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":%d,\"condition\":\"%s\"}"
            .formatted(value, condition);
    HttpResponse<String> response =
        client.send(
            request("/update_cell").POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.body());
    }
    return response.body();
  }

  private String get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }
}
