package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;

/**
 * One entry of a Redis Stream.
 *
 * @param id the entry's id, {@code <milliseconds>-<sequence>}; null in an entry to be added means
 *     that Redis chooses the id. An entry read from a stream always has one.
 * @param fields the entry's fields in order, at least one when it is added. The map is not copied:
 *     do not change it afterwards.
 */
public record RedisStreamsEntry(String id, Map<String, String> fields) {
  public RedisStreamsEntry {
    fields = Collections.unmodifiableMap(requireNonNull(fields, "fields is null"));
  }

  /** An entry with one field, whose id Redis chooses. */
  public static RedisStreamsEntry of(String field, String value) {
    return new RedisStreamsEntry(null, Collections.singletonMap(field, value));
  }

  /** An entry with one field and the given id. */
  public static RedisStreamsEntry of(String id, String field, String value) {
    return new RedisStreamsEntry(
        requireNonNull(id, "id is null"), Collections.singletonMap(field, value));
  }
}
