package io.dromedary.external;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was fetched last from servers that tell versions apart, so that they need not send it again.
 * What was not used for the longest time goes first. Thread-safe.
 */
final class ExternalCache {
  private static final int LARGEST_PART = 16;

  /**
   * An answer.
   *
   * @param entityTag the header ETag as it was sent
   */
  record Entry(String entityTag, String result) {}

  private final int maxCharacters;
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private int characters;

  /**
   * An empty cache.
   *
   * @param maxCharacters how much it holds: URLs, tags and results together
   */
  ExternalCache(int maxCharacters) {
    this.maxCharacters = maxCharacters;
  }

  /** The last answer of a URL. */
  synchronized Optional<Entry> find(String url) {
    return Optional.ofNullable(entries.get(url));
  }

  /** Notes an answer, unless it would take the place of too many others. */
  synchronized void put(String url, Entry entry) {
    remove(url);
    if (length(url, entry) > maxCharacters / LARGEST_PART) {
      return;
    }
    entries.put(url, entry);
    characters += length(url, entry);
    Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
    while (characters > maxCharacters) {
      Map.Entry<String, Entry> one = oldest.next();
      characters -= length(one.getKey(), one.getValue());
      oldest.remove();
    }
  }

  /** Forgets the last answer of a URL. */
  synchronized void remove(String url) {
    Entry former = entries.remove(url);
    if (former != null) {
      characters -= length(url, former);
    }
  }

  private static int length(String url, Entry entry) {
    return url.length() + entry.entityTag().length() + entry.result().length();
  }
}
