package io.dromedary.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of the server. Except on Windows it runs under a small shell that ends it when this
 * program is gone, even if that was killed.
 */
final class RedisProcess {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Process process;
  private final long pid;

  private RedisProcess(Process process, long pid) {
    this.process = process;
    this.pid = pid;
  }

  static RedisProcess launch(RedisExecutable executable, Path configuration, Path log)
      throws IOException {
    List<String> server = List.of(executable.path().toString(), configuration.toString());
    ProcessBuilder builder =
        new ProcessBuilder(server)
            .directory(configuration.getParent().toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    if (isWindows()) {
      Process process =
          builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
      return new RedisProcess(process, process.pid());
    }
    builder.command(
        List.of("sh", "-c", watchScript(), "watch-redis", server.get(0), server.get(1)));
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String pid = output.readLine();
    if (pid == null) {
      throw new IOException("the shell that watches Redis ended at once; see " + log);
    }
    return new RedisProcess(process, Long.parseLong(pid));
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private static String watchScript() throws IOException {
    try (InputStream script = RedisProcess.class.getResourceAsStream("watch.sh")) {
      return new String(script.readAllBytes(), UTF_8);
    }
  }

  /** The server's own pid, not that of the shell. */
  long pid() {
    return pid;
  }

  boolean hasEnded() {
    return !process.isAlive();
  }

  void waitForEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Waits for the end, but not longer than the time given. */
  boolean waitForEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets the server write what it has and end; kills it if it takes too long. */
  void end(RedisProbe probe) {
    ProcessHandle.of(pid).ifPresent(server -> end(server, probe));
    hasEnded(process.toHandle(), GRACE);
    process.destroyForcibly();
  }

  private static void end(ProcessHandle server, RedisProbe probe) {
    if (!server.supportsNormalTermination()) {
      probe.shutDown();
      hasEnded(server, GRACE);
    }
    end(server);
  }

  /** The same for a server that this object did not launch; on Windows it is killed at once. */
  static void end(ProcessHandle server) {
    server.destroy();
    if (!hasEnded(server, GRACE)) {
      server.destroyForcibly();
      hasEnded(server, GRACE);
    }
  }

  private static boolean hasEnded(ProcessHandle server, Duration limit) {
    try {
      server.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for the process " + server.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
