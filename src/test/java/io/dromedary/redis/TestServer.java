package io.dromedary.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/** A plain Redis server with the options that a test gives, in a folder of its own. */
final class TestServer implements AutoCloseable {
  // A cluster node also listens on its port + 10000.
  private static final int HIGHEST_PORT = 55_535;

  private final int port;
  private final Process process;

  private TestServer(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  static TestServer start(Path folder, String... options) {
    int port = freePort();
    TestServer server = launch(folder, port, options);
    try {
      await("Redis on " + port)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> server.probe().state().isPresent());
    } catch (ConditionTimeoutException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Does not wait for an answer. */
  static TestServer launch(Path folder, int port, String... options) {
    String bundled = RedisExecutable.find(folder.resolve("bin"), 0).path().toString();
    List<String> command = new ArrayList<>(List.of(bundled, "--port", Integer.toString(port)));
    command.addAll(List.of("--dir", folder.toString(), "--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of(options));
    return launch(port, command);
  }

  static TestServer launch(int port, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new TestServer(port, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (socket.getLocalPort() <= HIGHEST_PORT) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  int port() {
    return port;
  }

  Process process() {
    return process;
  }

  RedisProbe probe() {
    return new RedisProbe(port, Optional.empty());
  }

  String ask(String... command) {
    try {
      return probe().ask(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
