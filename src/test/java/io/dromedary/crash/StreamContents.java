package io.dromedary.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dromedary.edit.EditId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.client.codec.StringCodec;

/** All entries of a stream, in its order. */
final class StreamContents {
  private static final int PAGE = 500;

  private StreamContents() {}

  /** One entry. */
  record Entry(EditId id, Map<String, String> fields) {}

  static List<Entry> read(RedissonClient client, String name) {
    RStream<String, String> stream = client.getStream(name, new StringCodec(UTF_8));
    List<Entry> entries = new ArrayList<>();
    StreamMessageId from = StreamMessageId.MIN;
    while (true) {
      Map<StreamMessageId, Map<String, String>> page =
          stream.range(PAGE, from, StreamMessageId.MAX);
      page.forEach(
          (id, fields) ->
              entries.add(
                  new Entry(new EditId(id.getId0(), id.getId1()), new LinkedHashMap<>(fields))));
      if (page.size() < PAGE) {
        return entries;
      }
      EditId last = entries.get(entries.size() - 1).id();
      from = new StreamMessageId(last.millis(), last.sequence() + 1);
    }
  }
}
