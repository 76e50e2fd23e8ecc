package io.dromedary.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program as a process of its own, on a copy of the routes with some more for comparison. */
final class BenchedProgram implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready on http://localhost:(\\d+)");

  private final Process process;
  private final int port;

  private BenchedProgram(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the program and returns when it is ready.
   *
   * @param folder for its data and its copy of the routes
   * @param rows of the sample data, if the folder has none yet
   * @param routes resources of this package that are put over the routes
   */
  static BenchedProgram start(Path folder, int rows, String... routes) throws IOException {
    return start(folder, rows, 256, routes);
  }

  /**
   * Likewise.
   *
   * @param heap of Java, in megabytes
   */
  static BenchedProgram start(Path folder, int rows, int heap, String... routes)
      throws IOException {
    Path copy = folder.resolve("routes-" + String.join("-", routes));
    copyRoutes(copy);
    for (String route : routes) {
      try (var in = BenchedProgram.class.getResourceAsStream("/bench/" + route)) {
        Files.write(copy.resolve(route), in.readAllBytes());
      }
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx%dm".formatted(heap),
            "-XX:+UseParallelGC",
            "-cp",
            System.getProperty("java.class.path")));
    command.add("-Ddromedary.data=" + folder.resolve("data"));
    command.add("-Ddromedary.routes=" + copy);
    command.add("-Ddromedary.sample.rows=" + rows);
    // A snapshot in between would be measured, too.
    command.add("-Ddromedary.snapshots.every=off");
    command.add("-Dlogback.configurationFile=logback.xml");
    command.add("-Dcamel.server.port=0");
    command.add("io.dromedary.Dromedary");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        Thread drain = new Thread(() -> drain(output), "drain");
        drain.setDaemon(true);
        drain.start();
        return new BenchedProgram(process, Integer.parseInt(ready.group(1)));
      }
    }
    throw new IOException("The program ended before it was ready");
  }

  /** Reads on, so that the program can write; a program that is stopped closes its output. */
  private static void drain(BufferedReader output) {
    try {
      while (output.readLine() != null) {
        // Nobody wants to know.
      }
    } catch (IOException e) {
      // The end of the output.
    }
  }

  private static void copyRoutes(Path target) throws IOException {
    Path source = Path.of("routes");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.write(copy, Files.readAllBytes(file));
        }
      }
    }
  }

  int port() {
    return port;
  }

  /** Resident memory of the program, without Redis, in megabytes; Linux only. */
  long residentMegabytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024;
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
