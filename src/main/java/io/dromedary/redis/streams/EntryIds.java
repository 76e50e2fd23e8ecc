package io.dromedary.redis.streams;

import org.redisson.api.StreamMessageId;

/** The text form of entry ids. */
final class EntryIds {
  /** Before every entry. */
  static final StreamMessageId BEFORE_FIRST = new StreamMessageId(0, 0);

  private EntryIds() {}

  /**
   * Reads {@code <milliseconds>-<sequence>}, or {@code <milliseconds>} alone, which means sequence
   * 0.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static StreamMessageId parse(String text) {
    int dash = text.indexOf('-');
    try {
      return dash < 0
          ? new StreamMessageId(Long.parseUnsignedLong(text), 0)
          : new StreamMessageId(
              Long.parseUnsignedLong(text, 0, dash, 10),
              Long.parseUnsignedLong(text, dash + 1, text.length(), 10));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an entry id; one looks like 1767225600000-0", e);
    }
  }
}
