package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import io.dromedary.redis.BriefScript;
import io.dromedary.writer.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.redisson.api.RedissonClient;

/** Tells how far the writer is behind the log. Thread-safe. */
public final class LogLag {
  /** So many entries are counted at most. */
  public static final int MOST_ENTRIES = 10_000;

  /** So many bytes of them are read at most, while Redis does nothing else. */
  private static final int MOST_BYTES = 8 << 20;

  private static final String SCRIPT = script();

  private final RedissonClient client;
  private final Writer writer;
  private final String stream;

  /**
   * What waits for the writer.
   *
   * @param entries how many entries are not committed, counted up to {@link #MOST_ENTRIES} or 8 MiB
   * @param oldest how long the first of them has been in the log; zero if there is none
   */
  public record Lag(long entries, Duration oldest) {}

  /**
   * Prepares for being asked.
   *
   * @param stream the stream of edits
   */
  public LogLag(RedissonClient client, Writer writer, String stream) {
    this.client = requireNonNull(client, "client is null");
    this.writer = requireNonNull(writer, "writer is null");
    this.stream = requireNonNull(stream, "stream is null");
  }

  private static String script() {
    try (InputStream script =
        requireNonNull(LogLag.class.getResourceAsStream("lag.lua"), "lag.lua is missing")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks Redis.
   *
   * @throws org.redisson.client.RedisException if it does not answer within two seconds
   */
  public Lag measure() {
    List<Object> numbers =
        BriefScript.list(
            client,
            SCRIPT,
            stream,
            writer.position().toString(),
            Integer.toString(MOST_ENTRIES),
            Integer.toString(MOST_BYTES));
    long first = (Long) numbers.get(1);
    long now = (Long) numbers.get(2);
    return new Lag((Long) numbers.get(0), Duration.ofMillis(Math.max(0, now - first)));
  }
}
