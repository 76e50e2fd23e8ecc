package io.dromedary.redis.streams;

import java.util.List;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamTrimStrategyArgs;

/**
 * How an addition shortens the stream.
 *
 * @param maxLength how many entries to keep, 0 for all
 * @param minId the smallest id to keep, null for all; goes before maxLength
 * @param approximate whether Redis may keep a few more
 */
record Trimming(int maxLength, StreamMessageId minId, boolean approximate) {
  void applyTo(StreamAddArgs<String, String> arguments) {
    if (minId == null && maxLength == 0) {
      return;
    }
    StreamTrimStrategyArgs<StreamAddArgs<String, String>> strategy =
        approximate ? arguments.trimNonStrict() : arguments.trim();
    if (minId != null) {
      strategy.minId(minId).noLimit();
    } else {
      strategy.maxLen(maxLength).noLimit();
    }
  }

  /** The words of an XADD command that ask for this trimming, none if nothing is trimmed. */
  List<String> words() {
    if (minId == null && maxLength == 0) {
      return List.of();
    }
    return List.of(
        minId != null ? "MINID" : "MAXLEN",
        approximate ? "~" : "=",
        minId != null ? minId.toString() : Integer.toString(maxLength));
  }
}
