package io.dromedary.reply;

import io.dromedary.edit.EditId;
import io.dromedary.redis.streams.RedisStreamsConstants;
import java.util.List;
import org.apache.camel.Exchange;

/** The ids that the log has given to the edits of an exchange. */
final class EditIds {
  private EditIds() {}

  /** In the order of the edits; none if none entered the log. */
  static List<EditId> added(Exchange exchange) {
    List<?> ids = exchange.getMessage().getHeader(RedisStreamsConstants.IDS, List.class);
    if (ids != null) {
      return ids.stream().map(id -> EditId.parse((String) id)).toList();
    }
    String id = exchange.getMessage().getHeader(RedisStreamsConstants.ID, String.class);
    return id == null ? List.of() : List.of(EditId.parse(id));
  }
}
