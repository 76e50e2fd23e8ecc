package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Where the next page of a query begins. Its text is opaque to clients and belongs to one query:
 * that of the same table, filter and order.
 *
 * @param kind what the position counts
 * @param position not negative
 */
record Cursor(Kind kind, long position) {
  private static final int QUERY_BYTES = 8;
  private static final int BYTES = QUERY_BYTES + 1 + Long.BYTES;

  /** What a position counts. */
  enum Kind {
    /** Rows to pass over. */
    OFFSET('o'),
    /** The number of the last row that was read; the next page costs as little as the first. */
    AFTER_ROW('r');

    private final char tag;

    Kind(char tag) {
      this.tag = tag;
    }
  }

  Cursor {
    requireNonNull(kind, "kind is null");
    if (position < 0) {
      throw new IllegalArgumentException("a position is not negative: " + position);
    }
  }

  /**
   * The text for clients.
   *
   * @param query what tells this query from others
   */
  String encode(String query) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.put(fingerprint(query)).put((byte) kind.tag).putLong(position);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Reads such a text; empty if it is none, or that of another query. */
  static Optional<Cursor> decode(String text, String query) {
    byte[] bytes = bytes(text);
    if (bytes.length != BYTES
        || !Arrays.equals(bytes, 0, QUERY_BYTES, fingerprint(query), 0, QUERY_BYTES)) {
      return Optional.empty();
    }
    long position = ByteBuffer.wrap(bytes).getLong(QUERY_BYTES + 1);
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.tag == bytes[QUERY_BYTES] && position >= 0)
        .map(kind -> new Cursor(kind, position))
        .findFirst();
  }

  private static byte[] bytes(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] fingerprint(String query) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(query.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, QUERY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
