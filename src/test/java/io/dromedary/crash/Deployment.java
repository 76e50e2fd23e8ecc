package io.dromedary.crash;

import io.dromedary.redis.EmbeddedRedis;
import io.dromedary.redis.EmbeddedRedis.AppendFsync;
import io.dromedary.redis.RedisConnection;
import io.dromedary.redis.RedisSettings;
import io.dromedary.testing.HttpApi;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.redisson.api.RedissonClient;

/**
 * The program with its data folder and its Redis, either one of which can be killed and started
 * again. The Redis brings every write to the disk, so that killing it must not cost anything.
 */
final class Deployment implements AutoCloseable {
  static final int SAMPLE_ROWS = 4_000;

  private final Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private Optional<EmbeddedRedis> externalRedis = Optional.empty();
  private ProgramProcess program;
  private volatile URI address;
  private HttpApi http;
  private int runs;

  private Deployment(Path folder) {
    this.folder = folder;
    settings.put("dromedary.sample.rows", Integer.toString(SAMPLE_ROWS));
    settings.put("dromedary.redis.appendfsync", "always");
    settings.put("dromedary.log.keep", "1000000");
  }

  /** The program with the Redis that it brings along. */
  static Deployment withEmbeddedRedis(Path folder) {
    return new Deployment(folder);
  }

  /** The program with a Redis that goes on while the program is down. */
  static Deployment withExternalRedis(Path folder) {
    Deployment deployment = new Deployment(folder);
    deployment.startRedis(deployment.redisFolder(), 0);
    deployment.settings.put("redis.url", deployment.externalRedis.orElseThrow().url());
    return deployment;
  }

  Deployment with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  private Path redisFolder() {
    return folder.resolve("external-redis");
  }

  /** Where the program has its database. */
  Path data() {
    return folder.resolve("data");
  }

  /** Launches the program and does not wait for it. */
  void launch() {
    program = ProgramProcess.launch(data(), output(++runs), settings);
  }

  /**
   * Runs a command of the program, which must not run.
   *
   * @return its exit code; what it has printed is in the program's report
   */
  int command(String... arguments) {
    program = ProgramProcess.launch(data(), output(++runs), settings, arguments);
    return program.awaitEnd();
  }

  private Path output(int run) {
    return folder.resolve("output-" + run + ".log");
  }

  void start() {
    launch();
    awaitReady();
  }

  void awaitReady() {
    address = program.awaitReady();
    http = new HttpApi(address.getPort());
  }

  /** Where the program is, or was before it was killed. */
  URI address() {
    return address;
  }

  /** A client of the program that runs, or did before it was killed. */
  HttpApi http() {
    return http;
  }

  ProgramProcess program() {
    return program;
  }

  /** What the last run has printed and the faults of all, for a failing test to show. */
  String report() {
    String faults =
        IntStream.rangeClosed(1, runs)
            .mapToObj(run -> ProgramProcess.faults(output(run)))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n"));
    return program.report() + "\nFaults of all runs:\n" + faults;
  }

  /** Kills the Redis, which comes back by itself; returns whether there was one to kill. */
  boolean killRedis() {
    if (externalRedis.isEmpty()) {
      return program.killEmbeddedRedis();
    }
    Optional<ProcessHandle> server = externalRedisProcess();
    server.ifPresent(ProgramProcess::kill);
    return server.isPresent();
  }

  /** The external Redis that runs now. */
  Optional<ProcessHandle> externalRedisProcess() {
    return ProcessHandle.of(externalRedis.orElseThrow().pid());
  }

  /** Ends the external Redis. */
  void stopRedis() {
    externalRedis.orElseThrow().close();
  }

  /** Starts another external Redis on the same port, with the data of a folder. */
  void replaceRedis(Path dataFolder) {
    startRedis(dataFolder, externalRedis.orElseThrow().port());
  }

  private void startRedis(Path dataFolder, int port) {
    externalRedis =
        Optional.of(
            EmbeddedRedis.start(
                dataFolder,
                EmbeddedRedis.Options.defaults()
                    .withPort(port)
                    .withAppendFsync(AppendFsync.ALWAYS)));
  }

  /** A client of the Redis that runs now. */
  RedissonClient connect() {
    String url = externalRedis.map(EmbeddedRedis::url).orElseGet(() -> program.redisUrl());
    return RedisConnection.open(RedisSettings.parse(url), Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
    }
    externalRedis.ifPresent(EmbeddedRedis::close);
  }
}
