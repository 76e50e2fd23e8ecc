package io.dromedary.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program as a process of its own, with little sample data and what it prints in a file. */
final class Program implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Pattern ADDRESS = Pattern.compile("ready on (http://localhost:\\d+)");

  /** Building it takes a minute, and several on a busy machine. */
  private static final Duration LONGEST_BUILD = Duration.ofMinutes(10);

  private final Process process;
  private final Path output;
  private final Duration longestStart;

  private Program(Process process, Path output, Duration longestStart) {
    this.process = process;
    this.output = output;
    this.longestStart = longestStart;
  }

  static Program launch(Path data, String... properties) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add("-Ddromedary.data=" + data);
    command.add("-Ddromedary.sample.rows=1000");
    command.add("-Dlogback.configurationFile=logback.xml");
    command.addAll(List.of(properties));
    command.add("io.dromedary.Dromedary");
    return launch(data.getParent(), command);
  }

  /** Makes a jar that has the program's classes beside it, as the build's has its {@code lib}. */
  static Path jar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "io.dromedary.Dromedary");
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(part -> Path.of(part).toUri().toString())
            .collect(joining(" ")));
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  /** Starts it as {@code java -jar}. */
  static Program launchJar(Path jar, Path data, String... properties) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-Ddromedary.data=" + data));
    command.add("-Ddromedary.sample.rows=1000");
    command.add("-Dlogback.configurationFile=logback.xml");
    command.addAll(List.of(properties));
    command.addAll(List.of("-jar", jar.toString()));
    return launch(data.getParent(), command);
  }

  /** Runs a command that starts the program, from a working folder. */
  static Program launch(Path folder, List<String> command) throws IOException {
    return start(new ProcessBuilder(command).directory(folder.toFile()), LONGEST_START);
  }

  /**
   * Starts it as the README does, from a copy of the sources, with cells of its own as receivers of
   * webhooks.
   *
   * @param folder takes the copy and the data
   */
  static Program launchFromSources(Path folder) throws IOException {
    Path checkout = folder.resolve("checkout");
    for (String source :
        List.of("pom.xml", ".mvn", "src/main", "src/generated", "routes", "docs")) {
      copy(Path.of(source), checkout.resolve(source));
    }
    List<String> command = new ArrayList<>(List.of("mvn", "--batch-mode", "camel:run"));
    command.add("-Dcamel.server.port=0");
    command.add("-Ddromedary.data=" + folder.resolve("data"));
    // Surefire says where this build has its repository.
    Optional.ofNullable(System.getProperty("localRepository"))
        .ifPresent(repository -> command.add("-Dmaven.repo.local=" + repository));
    ProcessBuilder builder = new ProcessBuilder(command).directory(checkout.toFile());
    builder.environment().put("DROMEDARY_WEBHOOKS_ALLOW", "localhost");
    return start(builder, LONGEST_BUILD.plus(LONGEST_START));
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static Program start(ProcessBuilder command, Duration longestStart) throws IOException {
    // Not in the working folder, where a file that grows could be taken for a source.
    Path output = Files.createTempFile("output", ".txt");
    output.toFile().deleteOnExit();
    Process process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    return new Program(process, output, longestStart);
  }

  /** Waits until it is ready. */
  Program awaitReady() {
    await("the address in " + output)
        .atMost(longestStart)
        .until(
            () -> {
              assertThat(process.isAlive()).as("%s", output()).isTrue();
              return ADDRESS.matcher(output()).find();
            });
    return this;
  }

  String address() {
    Matcher matcher = ADDRESS.matcher(output());
    assertThat(matcher.find()).as("%s", output()).isTrue();
    return matcher.group(1);
  }

  String output() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> linesOf(String level) {
    return output().lines().filter(line -> line.contains(" " + level + " ")).toList();
  }

  /** Asks it to end, as Ctrl-C and service managers do. */
  void askToEnd() {
    process.destroy();
  }

  /** Ends it as a failing machine would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for its end and gives its exit code. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(LONGEST_START.toSeconds(), SECONDS)).as("%s", output()).isTrue();
    return process.exitValue();
  }

  /** With what the process runs now; Linux only. */
  List<String> arguments() throws IOException {
    return List.of(Files.readString(ofProcess("cmdline")).split("\0"));
  }

  /** The files that it has open, each as often as it has; Linux only. */
  List<Path> openFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(ofProcess("fd"))) {
      for (Path descriptor : descriptors.filter(Files::exists).toList()) {
        files.add(Files.readSymbolicLink(descriptor));
      }
    }
    return files;
  }

  private Path ofProcess(String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
  }

  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
