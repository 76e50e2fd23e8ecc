package io.dromedary.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis server that belongs to this program: it starts and ends with it, also when the program is
 * killed, and is started again when it dies. Its data is in the folder {@code redis} of the data
 * folder, persisted by the append-only file. It listens on 127.0.0.1 only.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final int ATTEMPTS_TO_BIND = 10;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);
  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration STABLE_RUN = Duration.ofSeconds(10);

  /** How often the append-only file is forced to the disk. */
  public enum AppendFsync {
    /** After every write: nothing that was acknowledged is lost when the machine fails. */
    ALWAYS,
    /** Once a second: a failing machine loses up to two seconds, a failing program nothing. */
    EVERYSEC,
    /** When the operating system likes to. */
    NO
  }

  /**
   * How the server runs.
   *
   * @param port the port to listen on; if it is taken, or 0, a free one
   * @param password what clients must present; without it every user of this machine can connect
   */
  public record Options(int port, AppendFsync appendFsync, Optional<String> password) {
    public Options {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("a port is from 0 to 65535: " + port);
      }
      requireNonNull(appendFsync, "appendFsync is null");
      requireNonNull(password, "password is null");
      if (password.isPresent() && password.get().isEmpty()) {
        throw new IllegalArgumentException("the password is empty");
      }
    }

    /** Port 6379, one force of the disk a second, no password. */
    public static Options defaults() {
      return new Options(6379, AppendFsync.EVERYSEC, Optional.empty());
    }

    public Options withPort(int port) {
      return new Options(port, appendFsync, password);
    }

    public Options withAppendFsync(AppendFsync appendFsync) {
      return new Options(port, appendFsync, password);
    }

    public Options withPassword(String password) {
      return new Options(port, appendFsync, Optional.of(password));
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Options[port=%d, appendFsync=%s, password=%s]"
          .formatted(port, appendFsync, password.isPresent() ? "***" : "none");
    }
  }

  private final EmbeddedRedisFolder folder;
  private final RedisExecutable executable;
  private final Options options;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread supervisor = new Thread(this::supervise, "embedded-redis");

  // Set before the supervisor starts, then constant.
  private int port;
  private volatile RedisProcess process;

  private EmbeddedRedis(EmbeddedRedisFolder folder, Options options) {
    this.folder = folder;
    this.options = options;
    this.executable = RedisExecutable.find(folder.executables(), folder.oldestVersion());
  }

  /**
   * Starts the server and returns when it has read its data and answers.
   *
   * @param dataFolder made if it does not exist; the server's files go to {@code redis} in it
   * @throws RedisUnavailableException if the server cannot run here, another program holds the
   *     folder, or the server ends at once; the message says why
   */
  public static EmbeddedRedis start(Path dataFolder, Options options) {
    requireNonNull(dataFolder, "dataFolder is null");
    requireNonNull(options, "options is null");
    try {
      EmbeddedRedisFolder folder = EmbeddedRedisFolder.open(dataFolder);
      try {
        EmbeddedRedis redis = new EmbeddedRedis(folder, options);
        redis.startOnFreePort();
        return redis;
      } catch (IOException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw new RedisUnavailableException(
          "the embedded Redis cannot use " + dataFolder + ": " + e.getMessage(), e);
    }
  }

  private void startOnFreePort() throws IOException {
    for (int attempt = 0; ; attempt++) {
      port = attempt == 0 && options.port() != 0 ? options.port() : freePort();
      try {
        launch();
        break;
      } catch (PortTakenException e) {
        if (attempt == ATTEMPTS_TO_BIND) {
          throw new RedisUnavailableException("the embedded Redis finds no free port", e);
        }
      }
    }
    if (options.port() != 0 && options.port() != port) {
      LOG.info("Port {} is taken; Redis listens on {} instead", options.port(), port);
    }
    supervisor.setDaemon(true);
    supervisor.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The port on 127.0.0.1, the same as long as this object is open. */
  public int port() {
    return port;
  }

  /** A URL for {@link RedisSettings#parse}; it contains the password if there is one. */
  public String url() {
    String login =
        options
            .password()
            .map(secret -> ":" + URLEncoder.encode(secret, UTF_8).replace("+", "%20") + "@")
            .orElse("");
    return "redis://" + login + "127.0.0.1:" + port;
  }

  /** The pid of the server that runs now; it changes when the server is started again. */
  public long pid() {
    return process.pid();
  }

  /** Lets the server write what it has, ends it and gives the folder back. */
  @Override
  public void close() {
    synchronized (this) {
      closed.countDown();
    }
    process.end(probe());
    try {
      supervisor.join(LONGEST_PAUSE.toMillis());
      folder.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private RedisProbe probe() {
    return new RedisProbe(port, options.password());
  }

  private void launch() throws IOException {
    long logSize = folder.logSize();
    synchronized (this) {
      if (isClosed()) {
        return;
      }
      Path configuration = folder.writeConfiguration(executable, port, options);
      process = RedisProcess.launch(executable, configuration, folder.log());
    }
    try {
      awaitAnswer(logSize);
    } catch (InterruptedException e) {
      process.end(probe());
      Thread.currentThread().interrupt();
      throw new RedisUnavailableException("interrupted while Redis was starting", e);
    } catch (RuntimeException e) {
      process.end(probe());
      throw e;
    }
    LOG.info("Redis listens on 127.0.0.1:{} with its data in {}", port, folder.log().getParent());
  }

  private void awaitAnswer(long logSize) throws IOException, InterruptedException {
    long lastAnswer = System.nanoTime();
    long lastProgress = System.nanoTime();
    while (!process.waitForEnd(POLL)) {
      // The answer may be that of another server, the one that has taken the port.
      Optional<RedisProbe.State> state =
          probe().state().filter(answer -> answer.pid() == process.pid());
      if (state.isPresent() && !state.get().loading()) {
        return;
      }
      if (state.isPresent()) {
        lastAnswer = System.nanoTime();
      }
      if (state.isPresent() && isOver(PROGRESS_INTERVAL, lastProgress)) {
        lastProgress = System.nanoTime();
        LOG.info("Redis is reading its data: {} %", state.get().loadedPercent());
      }
      if (isOver(SILENCE_LIMIT, lastAnswer)) {
        throw new RedisUnavailableException(
            "the embedded Redis does not answer; see " + folder.log());
      }
    }
    List<String> lines = folder.logSince(logSize);
    if (lines.stream().anyMatch(line -> line.contains("listening socket"))) {
      throw new PortTakenException(port);
    }
    throw new RedisUnavailableException(
        "the embedded Redis ended at once; %s says: %s"
            .formatted(folder.log(), String.join("\n", lines)));
  }

  private static boolean isOver(Duration duration, long since) {
    return System.nanoTime() - since > duration.toNanos();
  }

  private void supervise() {
    Duration pause = Duration.ZERO;
    try {
      while (true) {
        long started = System.nanoTime();
        process.waitForEnd();
        pause = isOver(STABLE_RUN, started) ? Duration.ZERO : longer(pause);
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        LOG.warn("Redis ended unexpectedly (see {}); it is started again", folder.log());
        restart();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void restart() {
    try {
      // The shell may have died without the server.
      folder.endOrphan();
      launch();
    } catch (IOException | PortTakenException | RedisUnavailableException e) {
      if (!isClosed()) {
        LOG.warn("Redis cannot be started again yet: {}", e.getMessage());
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
