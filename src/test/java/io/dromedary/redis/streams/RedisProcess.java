package io.dromedary.redis.streams;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import redis.embedded.core.ExecutableProvider;

/** A real Redis server with an append-only file, that can be killed and started again. */
public final class RedisProcess implements AutoCloseable {
  private final Path folder;
  private final File executable;
  private final int port;
  private Process process;

  public RedisProcess(Path folder) throws IOException {
    this.folder = folder;
    this.executable = ExecutableProvider.newJarResourceProvider(folder.toFile()).get();
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    start();
  }

  public void start() throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    executable.getAbsolutePath(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--appendonly",
                    "yes",
                    "--dir",
                    Files.createDirectories(folder.resolve("data")).toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    await().pollInterval(Duration.ofMillis(20)).until(this::accepts);
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What kill -9 does. */
  public void kill() {
    process.toHandle().destroyForcibly();
    process.toHandle().onExit().join();
  }

  /** Takes the folder away, as a disk that fails would. */
  void loseFolder() {
    delete(folder.resolve("data"));
  }

  /** The form that {@code redis.url} takes. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  RedissonClient connect() {
    Config config = new Config().setThreads(2).setNettyThreads(4);
    config
        .useSingleServer()
        .setAddress(url())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(16)
        .setSubscriptionConnectionMinimumIdleSize(1)
        .setSubscriptionConnectionPoolSize(1)
        .setConnectTimeout(1000)
        .setTimeout(1000)
        .setRetryAttempts(1);
    return Redisson.create(config);
  }

  @Override
  public void close() {
    kill();
    delete(folder);
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
