package io.dromedary.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server binary that has been seen to run on this machine.
 *
 * @param version the version that it prints, major and minor as {@code 602} for 6.2
 */
record RedisExecutable(Path path, int version) {
  static final int VERSION_6_2 = 602;
  static final int VERSION_7_0 = 700;

  private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)\\.");
  private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private interface Candidate {
    Path path() throws IOException;
  }

  /**
   * Finds a server that runs here and can read the data: the bundled one, otherwise {@code
   * redis-server} on the {@code PATH}.
   *
   * @param folder where the bundled binary is unpacked
   * @param oldestVersion the oldest version that can read the data that is there
   * @throws RedisUnavailableException if there is none
   */
  static RedisExecutable find(Path folder, int oldestVersion) {
    StringBuilder reasons = new StringBuilder();
    Candidate bundled = () -> unpack(folder);
    Candidate installed = RedisExecutable::onPath;
    for (Candidate candidate : List.of(bundled, installed)) {
      try {
        Path path = candidate.path();
        int version = version(path);
        if (version >= oldestVersion) {
          return new RedisExecutable(path, version);
        }
        reasons.append(path).append(" is too old to read the data that is there; ");
      } catch (IOException | RuntimeException e) {
        // The library reports an unknown platform with unchecked exceptions of several types.
        reasons.append(e.getMessage()).append("; ");
      }
    }
    throw new RedisUnavailableException(
        "no Redis server can run here (%s %s): %sset redis.url to a Redis of yours, for example redis://localhost:6379"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), reasons));
  }

  private static Path unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    return ExecutableProvider.newJarResourceProvider(folder.toFile())
        .get()
        .toPath()
        .toAbsolutePath();
  }

  private static Path onPath() throws IOException {
    String path = System.getenv().getOrDefault("PATH", "");
    return PATH_SEPARATOR
        .splitAsStream(path)
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IOException("there is no redis-server on the PATH"));
  }

  private static int version(Path path) throws IOException {
    Process process =
        new ProcessBuilder(path.toString(), "--version").redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      Matcher matcher = VERSION.matcher(output);
      if (!process.waitFor(10, TimeUnit.SECONDS) || !matcher.find()) {
        throw new IOException(path + " does not run: " + output);
      }
      return Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while trying " + path, e);
    } finally {
      process.destroyForcibly();
    }
  }
}
