package io.dromedary.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Measures what a snapshot costs those who edit: the longest time between two acknowledged edits
 * without and with snapshots, one after the other. Arguments: the folder to work in (it keeps the
 * sample data for the next run), rows, seconds for each load, connections.
 */
public final class SnapshotBenchmark {
  private static final int ROUNDS = 3;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  private SnapshotBenchmark(int port) {
    this.port = port;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/bench");
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 15;
    int connections = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 64;
    Files.createDirectories(folder);
    try (BenchedProgram first = BenchedProgram.start(folder, rows)) {
      System.out.printf("The sample data is there%n");
    }
    LeafEdits leaves = new LeafEdits(folder.resolve("data/workbook.duckdb"));
    try (BenchedProgram program = BenchedProgram.start(folder, rows);
        Load load = new Load(program.port())) {
      new SnapshotBenchmark(program.port()).run(load, leaves, connections, seconds);
    }
  }

  private void run(Load load, LeafEdits leaves, int connections, int seconds) throws Exception {
    load.run("/update_cell", leaves, connections, 4 * seconds);
    for (int round = 0; round < ROUNDS; round++) {
      print("without snapshots", load.run("/update_cell", leaves, connections, seconds));
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      CompletableFuture<Void> snapshots = CompletableFuture.runAsync(() -> takeUntil(end));
      print("with snapshots   ", load.run("/update_cell", leaves, connections, seconds));
      snapshots.get();
    }
  }

  private static void print(String what, Load.Result result) {
    System.out.printf("%s: longest gap %.0f ms; %s%n", what, result.longestGap(), result);
  }

  private void takeUntil(long end) {
    try {
      while (System.nanoTime() < end) {
        System.out.printf(
            "  %s%n",
            client
                .send(
                    HttpRequest.newBuilder(
                            URI.create("http://localhost:%d/admin/snapshot".formatted(port)))
                        .POST(BodyPublishers.noBody())
                        .build(),
                    BodyHandlers.ofString())
                .body());
      }
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
