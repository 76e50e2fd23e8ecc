package io.dromedary.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dromedary.redis.EmbeddedRedis.AppendFsync;
import io.dromedary.redis.EmbeddedRedis.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {
  private static final Options ANY_PORT = Options.defaults().withPort(0);

  @TempDir private Path data;

  @Test
  void answersOnceItIsStartedAndIsGoneOnceItIsClosed() throws IOException {
    long pid;
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      pid = redis.pid();
      assertThat(ask(redis, "PING")).isEqualTo("PONG");
    }
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  @Test
  void keepsItsDataFromOneRunToTheNext() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      ask(redis, "XADD", "log", "5-1", "data", "one");
    }
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      assertThat(ask(redis, "XLEN", "log")).isEqualTo("1");
    }
  }

  @Test
  void takesAnotherPortWhenItsOwnIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedRedis redis =
            EmbeddedRedis.start(data, Options.defaults().withPort(other.getLocalPort()))) {
      assertThat(redis.port()).isNotEqualTo(other.getLocalPort());
      assertThat(ask(redis, "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void isNotMistakenForAnotherRedisOnItsPort(@TempDir Path elsewhere) throws IOException {
    try (EmbeddedRedis other = EmbeddedRedis.start(elsewhere, ANY_PORT);
        EmbeddedRedis redis =
            EmbeddedRedis.start(data, Options.defaults().withPort(other.port()))) {
      assertThat(redis.port()).isNotEqualTo(other.port());
      assertThat(redis.pid()).isNotEqualTo(other.pid());
    }
  }

  @Test
  void isStartedAgainOnItsPortWithItsDataWhenItIsKilled() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      for (int round = 1; round <= 2; round++) {
        ask(redis, "XADD", "log", "*", "data", "one");
        long killed = redis.pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        String expected = Integer.toString(round);
        await()
            .ignoreExceptions()
            .untilAsserted(
                () -> {
                  assertThat(redis.pid()).isNotEqualTo(killed);
                  assertThat(ask(redis, "XLEN", "log")).isEqualTo(expected);
                });
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void endsWhenTheProgramIsKilled() throws IOException {
    Process program = startHolder();
    long pid = redisPid(program);
    ProcessHandle redis = ProcessHandle.of(pid).orElseThrow();
    assertThat(redis.isAlive()).isTrue();

    program.destroyForcibly();

    await().atMost(Duration.ofSeconds(5)).until(() -> !redis.isAlive());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void leavesNoWatcherBehindWhenItIsClosed() {
    long before = children();
    EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT);
    assertThat(children()).isGreaterThan(before);
    redis.close();
    await().until(() -> children() == before);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isOutsideTheProcessGroupThatTheTerminalInterrupts() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      assertThat(processGroup(redis.pid()))
          .isNotEmpty()
          .isNotEqualTo(processGroup(ProcessHandle.current().pid()));
    }
  }

  @Test
  void endsTheServerThatAnEarlierRunLeft() throws IOException {
    EmbeddedRedis.start(data, ANY_PORT).close();
    Path folder = data.resolve("redis");
    Path executable = RedisExecutable.find(folder.resolve("bin"), 0).path();
    Process orphan =
        new ProcessBuilder(executable.toString(), folder.resolve("redis.conf").toString()).start();
    await().until(() -> Files.exists(folder.resolve("redis.pid")));

    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(ask(redis, "PING")).isEqualTo("PONG");
    } finally {
      orphan.destroyForcibly();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void leavesAProcessAloneThatOnlyHasThePidOfAnEarlierRun() throws IOException {
    Process innocent = new ProcessBuilder("sleep", "60").start();
    Files.createDirectories(data.resolve("redis"));
    Files.writeString(data.resolve("redis/redis.pid"), innocent.pid() + "\n");
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      assertThat(redis.pid()).isNotEqualTo(innocent.pid());
      assertThat(innocent.isAlive()).isTrue();
    } finally {
      innocent.destroyForcibly();
    }
  }

  @Test
  void refusesAFolderThatIsInUseAndLeavesItsServerAlone() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      assertThatThrownBy(() -> EmbeddedRedis.start(data, ANY_PORT))
          .isInstanceOf(RedisUnavailableException.class)
          .hasMessageContaining("another running program uses");
      assertThat(ask(redis, "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void readsALogWhoseLastCommandIsCutOff() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      ask(redis, "SET", "kept", "1");
    }
    appendToLog("*3\r\n$3\r\nSET\r\n$4\r\nlo");
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      assertThat(ask(redis, "GET", "kept")).isEqualTo("1");
    }
  }

  @Test
  void saysWhyItCannotStart() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT)) {
      ask(redis, "SET", "kept", "1");
    }
    appendToLog("this is not a command\r\n");
    assertThatThrownBy(() -> EmbeddedRedis.start(data, ANY_PORT))
        .isInstanceOf(RedisUnavailableException.class)
        .hasMessageContaining("ended at once")
        .hasMessageContaining("append only file");
  }

  @Test
  void asksForThePasswordThatItsUrlContains() {
    Options options =
        ANY_PORT.withPassword("p@ss \"w\\rd\"/é+").withAppendFsync(AppendFsync.ALWAYS);
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, options)) {
      assertThatThrownBy(() -> ask(redis, "GET", "key")).hasMessageContaining("NOAUTH");

      RedisSettings settings = RedisSettings.parse(redis.url());
      assertThat(settings.credentials().orElseThrow().password()).isEqualTo("p@ss \"w\\rd\"/é+");
      RedisProbe probe =
          new RedisProbe(redis.port(), settings.credentials().map(RedisCredentials::password));
      assertThat(probe.state()).isPresent();
      assertThat(options.toString()).doesNotContain("p@ss");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keepsTheFileWithThePasswordToItself() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, ANY_PORT.withPassword("secret"))) {
      assertThat(redis.url()).contains("secret");
      assertThat(Files.getPosixFilePermissions(data.resolve("redis/redis.conf")))
          .extracting(Enum::name)
          .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
  }

  private void appendToLog(String text) throws IOException {
    Files.writeString(data.resolve("redis/appendonly.aof"), text, UTF_8, StandardOpenOption.APPEND);
  }

  private static String ask(EmbeddedRedis redis, String... command) throws IOException {
    return new RedisProbe(redis.port(), Optional.empty()).ask(command);
  }

  private Process startHolder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            EmbeddedRedisHolder.class.getName(),
            data.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long redisPid(Process holder) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), UTF_8));
    return output
        .lines()
        .filter(line -> line.startsWith("redis "))
        .findFirst()
        .map(line -> Long.parseLong(line.substring("redis ".length())))
        .orElseThrow();
  }

  private static long children() {
    return ProcessHandle.current().descendants().count();
  }

  private static String processGroup(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(pid)).start();
    return new String(ps.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
