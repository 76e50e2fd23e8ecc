package io.dromedary.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks a server on this machine who it is, one short connection per question. The client library is
 * of no use here: it treats a server that is still loading as broken.
 */
final class RedisProbe {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int TIMEOUT_MILLIS = 1_000;

  private final int port;
  private final Optional<String> password;

  RedisProbe(int port, Optional<String> password) {
    this.port = port;
    this.password = password;
  }

  /**
   * What a server says of itself.
   *
   * @param loadedPercent how much of its data it has read, in percent, while it is loading
   */
  record State(long pid, boolean loading, String loadedPercent) {}

  /** The state of the server, or nothing if none answers. */
  Optional<State> state() {
    try {
      Map<String, String> fields =
          ask("INFO")
              .lines()
              .map(line -> line.split(":", 2))
              .filter(pair -> pair.length == 2)
              .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> one));
      return Optional.of(
          new State(
              Long.parseLong(fields.getOrDefault("process_id", "0")),
              !"0".equals(fields.get("loading")),
              fields.getOrDefault("loading_loaded_perc", "0")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Asks the server to end; it closes the connection instead of answering. */
  void shutDown() {
    try {
      ask("SHUTDOWN");
    } catch (IOException e) {
      // This is how the end looks.
      return;
    }
  }

  /**
   * Sends one command and returns its answer, which must be a string or a number.
   *
   * @throws IOException if there is no answer or it is an error
   */
  String ask(String... command) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), TIMEOUT_MILLIS);
      InputStream input = new BufferedInputStream(socket.getInputStream());
      if (password.isPresent()) {
        socket.getOutputStream().write(request("AUTH", password.get()));
        reply(input);
      }
      socket.getOutputStream().write(request(command));
      return reply(input);
    }
  }

  private static byte[] request(String... words) {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      request.append('$').append(word.getBytes(UTF_8).length).append("\r\n");
      request.append(word).append("\r\n");
    }
    return request.toString().getBytes(UTF_8);
  }

  private static String reply(InputStream input) throws IOException {
    String line = line(input);
    if (line.startsWith("-")) {
      throw new IOException("Redis answers " + line.substring(1));
    }
    if (!line.startsWith("$")) {
      return line.substring(1);
    }
    int length = Integer.parseInt(line.substring(1));
    return new String(input.readNBytes(length), UTF_8);
  }

  private static String line(InputStream input) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = input.read(); next != '\r'; next = input.read()) {
      if (next < 0) {
        throw new IOException("Redis closed the connection");
      }
      line.write(next);
    }
    input.skipNBytes(1);
    return line.toString(UTF_8);
  }
}
