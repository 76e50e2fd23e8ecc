package io.dromedary.reply;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Json;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.PathParameters;
import io.dromedary.http.QueryParameters;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Answers {@code GET /edits/{id}}: the edit and its outcome. */
public final class EditLookup {
  private final RedissonClient client;
  private final String requestStream;

  public EditLookup(RedissonClient client, String requestStream) {
    this.client = requireNonNull(client, "client is null");
    this.requestStream = requireNonNull(requestStream, "requestStream is null");
  }

  /** Leaves the parameters of the query in the headers. */
  public void query(
      @Header("id") Object id,
      @Header(Exchange.HTTP_RAW_QUERY) String rawQuery,
      Exchange exchange) {
    QueryParameters.parse(rawQuery);
    EditId edit = parse(PathParameters.last(id));
    exchange.getMessage().setHeader("id_ms", edit.millis());
    exchange.getMessage().setHeader("id_seq", edit.sequence());
  }

  private static EditId parse(String id) {
    try {
      return EditId.parse(id);
    } catch (IllegalArgumentException e) {
      throw unknown(id);
    }
  }

  private static ProblemException unknown(String id) {
    return Problem.of(ProblemType.UNKNOWN_EDIT, "There is no edit '%s'.".formatted(Excerpt.of(id)))
        .with("edit", Excerpt.of(id))
        .asException();
  }

  /**
   * Answers with the row of the database; without one, that the edit is in the log, or 404.
   *
   * @throws ProblemException UNKNOWN_EDIT
   */
  public void answer(Exchange exchange) {
    List<?> rows = exchange.getMessage().getBody(List.class);
    EditId id =
        new EditId(
            exchange.getMessage().getHeader("id_ms", Long.class),
            exchange.getMessage().getHeader("id_seq", Long.class));
    Message message = exchange.getMessage();
    message.removeHeaders("id*");
    if (!rows.isEmpty()) {
      EditReply.reply(message, 200, document(id, (Map<?, ?>) rows.get(0)));
    } else if (isInLog(id)) {
      EditReply.reply(message, 200, EditReply.pending(id));
    } else {
      throw unknown(id.toString());
    }
  }

  private boolean isInLog(EditId id) {
    StreamMessageId entry = new StreamMessageId(id.millis(), id.sequence());
    try {
      return !client
          .getStream(requestStream, StringCodec.INSTANCE)
          .range(1, entry, entry)
          .isEmpty();
    } catch (RedisException e) {
      throw Problem.of(
              ProblemType.LOG_UNAVAILABLE,
              "The log of edits does not answer, and the edit %s has no outcome yet.".formatted(id))
          .asException();
    }
  }

  private static String document(EditId id, Map<?, ?> row) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("id", id.toString());
    document.put("status", (String) row.get("status"));
    JsonNode outcome = Json.read((String) row.get("outcome"));
    if (Status.DUPLICATE.code().equals(row.get("status"))) {
      document.put("duplicate_of", outcome.path("id").asText());
    }
    outcome
        .properties()
        .forEach(
            field -> {
              if (!document.has(field.getKey())) {
                document.set(field.getKey(), field.getValue());
              }
            });
    document.set("edit", request((String) row.get("request")));
    document.set("updates", Json.read((String) row.get("updates")));
    return Json.write(document);
  }

  /** The entry as JSON, or as the text that it is if it is none. */
  private static JsonNode request(String data) {
    try {
      return Json.read(data);
    } catch (ProblemException e) {
      return Json.mapper().getNodeFactory().textNode(data);
    }
  }
}
