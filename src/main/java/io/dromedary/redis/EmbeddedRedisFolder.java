package io.dromedary.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of an embedded server: its log of commands, its configuration, its own log. One
 * program at a time may hold it, because two servers that append to one file destroy it.
 */
final class EmbeddedRedisFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedisFolder.class);
  private static final int LOG_LINES = 5;

  private final Path path;
  private final FileChannel lock;

  private EmbeddedRedisFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the folder {@code redis} of the data folder and ends the server that an earlier run may
   * have left in it.
   *
   * @throws RedisUnavailableException if another program holds it
   */
  static EmbeddedRedisFolder open(Path dataFolder) throws IOException {
    Path path = Files.createDirectories(dataFolder.toAbsolutePath().normalize().resolve("redis"));
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new RedisUnavailableException(
          "another running program uses " + path + ": stop it or choose another data folder");
    }
    EmbeddedRedisFolder folder = new EmbeddedRedisFolder(path, channel);
    folder.endOrphan();
    return folder;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      // The channel keeps the lock until it is closed or the program ends.
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path executables() {
    return path.resolve("bin");
  }

  Path log() {
    return path.resolve("redis.log");
  }

  private Path configuration() {
    return path.resolve("redis.conf");
  }

  /** The oldest server that can read the data that is here. */
  int oldestVersion() {
    // Since 7.0 the log is a folder of files, which an older server does not see: it would start
    // empty and nobody would notice.
    return Files.exists(path.resolve("appendonlydir")) ? RedisExecutable.VERSION_7_0 : 0;
  }

  /** Writes the server's configuration; only this user may read it, as it holds the password. */
  Path writeConfiguration(RedisExecutable executable, int port, EmbeddedRedis.Options options)
      throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # Written at every start: changes are lost.
            bind 127.0.0.1
            port %d
            dir %s
            pidfile %s
            logfile %s
            daemonize no
            save ""
            appendonly yes
            appendfilename "appendonly.aof"
            appendfsync %s
            aof-load-truncated yes
            auto-aof-rewrite-percentage 100
            auto-aof-rewrite-min-size 64mb
            maxmemory-policy noeviction
            """
                .formatted(
                    port,
                    quoted(path.toString()),
                    quoted(pidFile().toString()),
                    quoted(log().toString()),
                    options.appendFsync().name().toLowerCase(Locale.ROOT)));
    if (executable.version() >= RedisExecutable.VERSION_6_2) {
      // Keeps the path of this file in the list of processes, by which an orphan is recognised.
      text.append("set-proc-title no\n");
    }
    options.password().ifPresent(secret -> text.append("requirepass " + quoted(secret) + "\n"));
    Files.deleteIfExists(configuration());
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          configuration(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.writeString(configuration(), text);
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int index = 0; index < value.length(); index++) {
      char character = value.charAt(index);
      if (character < ' ') {
        quoted.append("\\x%02x".formatted((int) character));
      } else if (character == '"' || character == '\\') {
        quoted.append('\\').append(character);
      } else {
        quoted.append(character);
      }
    }
    return quoted.append('"').toString();
  }

  private Path pidFile() {
    return path.resolve("redis.pid");
  }

  /** Ends the server that an earlier run left here. */
  void endOrphan() throws IOException {
    Optional<ProcessHandle> orphan = recordedPid().flatMap(ProcessHandle::of).filter(this::isOurs);
    if (orphan.isPresent()) {
      LOG.warn("Ending the Redis server {} that an earlier run left", orphan.get().pid());
      RedisProcess.end(orphan.get());
    }
    Files.deleteIfExists(pidFile());
  }

  private Optional<Long> recordedPid() throws IOException {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    String text = Files.readString(pidFile()).strip();
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** A pid is used again after a while, so it alone says nothing. */
  private boolean isOurs(ProcessHandle process) {
    ProcessHandle.Info information = process.info();
    boolean ourArguments =
        information
            .arguments()
            .map(arguments -> Arrays.asList(arguments).contains(configuration().toString()))
            .orElse(false);
    boolean ourExecutable =
        information
            .command()
            .map(command -> Path.of(command).startsWith(executables()))
            .orElse(false);
    return ourArguments || ourExecutable;
  }

  /** The size of the server's log, to be given to {@link #logSince} later. */
  long logSize() throws IOException {
    return Files.exists(log()) ? Files.size(log()) : 0;
  }

  /** The last lines that the server wrote after its log had the given size, in bytes. */
  List<String> logSince(long size) throws IOException {
    if (!Files.exists(log())) {
      return List.of();
    }
    try (FileChannel channel = FileChannel.open(log())) {
      byte[] bytes = new byte[(int) Math.min(channel.size() - size, 64 * 1024)];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      channel.read(buffer, channel.size() - bytes.length);
      List<String> lines = new String(bytes, UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
