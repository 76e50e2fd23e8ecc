package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Runs the scripts inside Redis, each atomic and one round trip. */
final class WebhookScripts {
  /** All keys begin so; the braces bring them to one slot of a cluster. */
  static final String PREFIX = "{webhooks}";

  static final String ENQUEUE = read("enqueue");
  static final String HEAD = read("head");
  static final String SETTLE = read("settle");
  static final String DROP = read("drop");
  static final String COUNTS = read("counts");
  static final String LETTERS = read("letters");
  static final String REPLAY = read("replay");

  private final RedissonClient client;

  WebhookScripts(RedissonClient client) {
    this.client = requireNonNull(client, "client is null");
  }

  private static String read(String name) {
    return text("functions") + text(name);
  }

  private static String text(String name) {
    try (InputStream script =
        requireNonNull(
            WebhookScripts.class.getResourceAsStream(name + ".lua"), name + " is missing")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RedissonClient client() {
    return client;
  }

  /** The answer of a script that gives a list; its elements are texts and numbers. */
  List<Object> list(String script, List<String> arguments) {
    return client
        .getScript(StringCodec.INSTANCE)
        .eval(
            PREFIX,
            RScript.Mode.READ_WRITE,
            script,
            RScript.ReturnType.MULTI,
            List.of(PREFIX),
            arguments.toArray());
  }

  /** The answer of a script that gives a number. */
  long number(String script, List<String> arguments) {
    return client
        .getScript(StringCodec.INSTANCE)
        .<Long>eval(
            PREFIX,
            RScript.Mode.READ_WRITE,
            script,
            RScript.ReturnType.INTEGER,
            List.of(PREFIX),
            arguments.toArray());
  }

  /** What a client is told if Redis does not answer. */
  static RuntimeException unavailable(RedisException failure) {
    RuntimeException problem =
        Problem.of(ProblemType.UNAVAILABLE, "Redis, which keeps the deliveries, does not answer.")
            .asException();
    problem.addSuppressed(failure);
    return problem;
  }
}
