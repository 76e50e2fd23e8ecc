package io.dromedary.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** One run of the real program in a process of its own, on a free port. */
final class ProgramProcess implements AutoCloseable {
  /** How long the program may take until it is ready, on a busy machine. */
  static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Pattern READY =
      Pattern.compile("Dromedary is ready on (http://localhost:\\d+)");
  private static final Pattern EMBEDDED_REDIS =
      Pattern.compile("Redis listens on (127\\.0\\.0\\.1:\\d+)");

  private static final Pattern ENTRY =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\S+ (?<level>[A-Z]+) ");

  private final Process process;
  private final Path output;

  private ProgramProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Launches the program and does not wait for it.
   *
   * @param data its data folder
   * @param output takes what it prints
   * @param settings properties of the program
   * @param arguments a command, or none
   */
  static ProgramProcess launch(
      Path data, Path output, Map<String, String> settings, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx300m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // Most of a run is its start, and a sixth of that is to verify classes.
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
    command.add("-Ddromedary.data=" + data);
    command.add("-Dcamel.server.port=0");
    // Not the configuration of the tests, which is on the class path, too.
    command.add("-Dlogback.configurationFile=logback.xml");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("io.dromedary.Dromedary");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    try {
      return new ProgramProcess(builder.start(), requireNonNull(output, "output is null"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the program says that it is ready.
   *
   * @return its address
   */
  URI awaitReady() {
    try {
      await("the program to be ready")
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> !process.isAlive() || printed(READY).isPresent());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("The program is not ready in time. " + report(), e);
    }
    return printed(READY)
        .map(URI::create)
        .orElseThrow(() -> new AssertionError("The program has ended. " + report()));
  }

  /** Waits until it ends by itself, and gives its exit code. */
  int awaitEnd() {
    await("the end of the program").atMost(START_LIMIT).until(() -> !process.isAlive());
    return process.exitValue();
  }

  /** The address of its embedded Redis, once it is ready. */
  String redisUrl() {
    return "redis://" + printed(EMBEDDED_REDIS).orElseThrow();
  }

  /** Lets none of its files grow further than so many bytes, or "unlimited". */
  void limitFiles(String size) throws IOException, InterruptedException {
    new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + size + ":")
        .inheritIO()
        .start()
        .waitFor();
  }

  boolean hasPrinted(String text) {
    return printed(Pattern.compile("(" + Pattern.quote(text) + ")")).isPresent();
  }

  /** Kills the embedded Redis that runs now, if there is one. */
  boolean killEmbeddedRedis() {
    Optional<ProcessHandle> redis =
        process
            .descendants()
            .filter(
                child ->
                    child
                        .info()
                        .command()
                        .map(command -> new File(command).getName().startsWith("redis"))
                        .orElse(false))
            .findFirst();
    redis.ifPresent(ProgramProcess::kill);
    return redis.isPresent();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Asks the program to end, as service managers do, and waits for that.
   *
   * @return its exit status
   */
  int end(Duration limit) throws InterruptedException {
    Instant asked = Instant.now();
    process.destroy();
    assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
        .as("the program ends within %s after %s. %s", limit, asked, report())
        .isTrue();
    return process.exitValue();
  }

  /** Kills the program as a failing machine would, and waits until it is gone. */
  void kill() {
    kill(process.toHandle());
  }

  static void kill(ProcessHandle process) {
    process.destroyForcibly();
    await("the end of a killed process").until(() -> !process.isAlive());
  }

  /** The warnings and errors that it has printed. */
  List<String> complaints() throws IOException {
    return Files.readAllLines(output, UTF_8).stream()
        .filter(
            line -> {
              Matcher entry = ENTRY.matcher(line);
              return entry.find() && List.of("WARN", "ERROR").contains(entry.group("level"));
            })
        .toList();
  }

  /** What the program has printed, for a failing test to show. */
  String report() {
    try {
      List<String> lines = Files.readAllLines(output, UTF_8);
      return "Its output ends with:\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size()));
    } catch (IOException e) {
      return "Its output cannot be read: " + e;
    }
  }

  /** The faults that a run has printed, each with its stack trace. */
  static String faults(Path output) {
    try {
      List<String> faults = new ArrayList<>();
      boolean inFault = false;
      for (String line : Files.readAllLines(output, UTF_8)) {
        Matcher entry = ENTRY.matcher(line);
        if (entry.find()) {
          inFault = entry.group("level").equals("ERROR");
        }
        if (inFault) {
          faults.add(line);
        }
      }
      return String.join("\n", faults);
    } catch (IOException e) {
      return output + " cannot be read: " + e;
    }
  }

  private Optional<String> printed(Pattern pattern) {
    try {
      Matcher matcher = pattern.matcher(Files.readString(output));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the program if it still runs. */
  @Override
  public void close() {
    kill();
  }
}
