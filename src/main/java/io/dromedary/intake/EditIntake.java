package io.dromedary.intake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.EditResolver;
import io.dromedary.edit.Edit;
import io.dromedary.edit.EditId;
import io.dromedary.edit.EditRequest;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Json;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.redis.streams.RedisStreamsConstants;
import io.dromedary.redis.streams.RedisStreamsEntry;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Turns requests into entries for the log. Each method reads the body of the message and leaves
 * there what the log takes; the properties named here tell the steps behind how to answer.
 */
public final class EditIntake {
  /** Exchange property, a Boolean: answer as soon as the edit is in the log. */
  public static final String RESPOND_ASYNC = "respondAsync";

  /** Exchange property, a Duration: how long to wait for the outcome. */
  public static final String WAIT = "wait";

  /** Exchange property, a List of Problem or null: what is wrong with each edit of a list. */
  public static final String PROBLEMS = "problems";

  /** The most edits that one request may have. */
  public static final int MAX_EDITS = 10_000;

  /** The most characters that one edit may have as JSON. */
  static final int MAX_CHARACTERS = 100_000;

  /** The headers of a message that steer the log; those of a request must not. */
  private static final List<String> STEERING_HEADERS =
      List.of(
          RedisStreamsConstants.ID,
          RedisStreamsConstants.MIN_ID,
          RedisStreamsConstants.PREVIOUS_ID);

  private final Catalog catalog;
  private final EditResolver resolver;

  public EditIntake(Catalog catalog) {
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.resolver = new EditResolver(catalog);
  }

  /** Takes one edit: the body becomes its JSON in the log. */
  public void one(Exchange exchange) {
    EditRequest request = withHeaders(EditRequest.read(body(exchange)), exchange);
    resolver.resolve(request);
    accept(exchange, request);
  }

  private static JsonNode body(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    return Json.read(body == null ? new byte[0] : body);
  }

  private static void accept(Exchange exchange, EditRequest request) {
    setPreferences(exchange);
    exchange.getMessage().setBody(entry(request));
  }

  /** The edit as the log takes it: the writer reads a thousand at once into memory. */
  private static String entry(EditRequest request) {
    String json = request.toJson();
    if (json.length() > MAX_CHARACTERS) {
      throw Problem.of(
              ProblemType.BODY_TOO_LARGE,
              "One edit has at most %d characters, and this one has %d. Name its region by a level instead of its members, or part it."
                  .formatted(MAX_CHARACTERS, json.length()))
          .asException();
    }
    return json;
  }

  private static void setPreferences(Exchange exchange) {
    Preferences preferences =
        Preferences.parse(exchange.getMessage().getHeader("Prefer", String.class));
    exchange.setProperty(RESPOND_ASYNC, preferences.respondAsync());
    exchange.setProperty(WAIT, preferences.patience());
    STEERING_HEADERS.forEach(exchange.getMessage()::removeHeader);
  }

  private static EditRequest withHeaders(EditRequest request, Exchange exchange) {
    Message message = exchange.getMessage();
    EditRequest result = request;
    String key = message.getHeader("Idempotency-Key", String.class);
    if (key != null) {
      result = result.withKey(key);
    }
    String ifMatch = message.getHeader("If-Match", String.class);
    return ifMatch == null || ifMatch.strip().equals("*")
        ? result
        : result.withIfMatch(version(ifMatch));
  }

  private static EditId version(String ifMatch) {
    String tag = ifMatch.strip();
    try {
      if (tag.startsWith("\"") && tag.endsWith("\"") && tag.length() > 2) {
        return EditId.parse(tag.substring(1, tag.length() - 1));
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for anything else that is no version.
    }
    throw Problem.of(
            ProblemType.MALFORMED_REQUEST,
            "The header If-Match takes the ETag of a read, such as \"1767225600000-0\" with its quotation marks, not '%s'."
                .formatted(Excerpt.of(tag)))
        .with("header", "If-Match")
        .asException();
  }

  /**
   * Takes a list of edits, bare or as the field {@code edits}: the body becomes the list of their
   * entries. One that is wrong does not enter the log and does not stop the others; the property
   * {@link #PROBLEMS} has its problem.
   */
  public void many(Exchange exchange) {
    JsonNode json = body(exchange);
    JsonNode edits = json.isObject() && json.has("edits") ? json.get("edits") : json;
    if (!edits.isArray() || edits.isEmpty() || edits.size() > MAX_EDITS) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "The body must be a list of 1 to %d edits.".formatted(MAX_EDITS))
          .asException();
    }
    refuseVersion(exchange.getMessage());
    String key = exchange.getMessage().getHeader("Idempotency-Key", String.class);
    List<Problem> problems = new ArrayList<>(edits.size());
    List<RedisStreamsEntry> entries = new ArrayList<>(edits.size());
    for (JsonNode edit : edits) {
      try {
        EditRequest request = EditRequest.read(edit);
        if (key != null && request.key() == null) {
          // One key for the whole list names each of its edits by its place.
          request = request.withKey(key + "/" + problems.size());
        }
        resolver.resolve(request);
        entries.add(RedisStreamsEntry.of(RedisStreamsConstants.DEFAULT_FIELD, entry(request)));
        problems.add(null);
      } catch (ProblemException e) {
        problems.add(e.problem());
      }
    }
    setPreferences(exchange);
    exchange.setProperty(PROBLEMS, problems);
    exchange.getMessage().setBody(entries);
  }

  /** The first edit of a list makes a new version, so no second one could meet the header. */
  private static void refuseVersion(Message message) {
    if (message.getHeader("If-Match") != null) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "A list of edits takes no If-Match; give the edits that need it a field 'if_match' each.")
          .with("header", "If-Match")
          .asException();
    }
  }

  /**
   * Takes an edit of a cube's cell: {@code {"measure", "region": {"brand": "Brand A"}, "value",
   * "method", …}}. The body becomes its JSON in the log.
   */
  public void cell(Exchange exchange) {
    EditRequest request = withHeaders(cellRequest(exchange), exchange);
    resolver.resolve(request);
    accept(exchange, request);
  }

  /** Takes an edit of a cube's cell that is only to be tried: the body becomes the edit. */
  public void cellPreview(Exchange exchange) {
    Edit edit = resolver.resolve(cellRequest(exchange));
    exchange.getMessage().setBody(edit);
  }

  private EditRequest cellRequest(Exchange exchange) {
    CubeModel cube = catalog.cube(exchange.getMessage().getHeader("cube", String.class));
    JsonNode json = body(exchange);
    if (!(json instanceof ObjectNode cell) || json.has("table") || json.has("column")) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "The edit of a cell is an object such as {\"measure\": \"%s\", \"region\": {\"%s\": …}, \"value\": 120}."
                  .formatted(cube.measures().get(0).name(), cube.levels().get(0)))
          .asException();
    }
    JsonNode measure = cell.remove("measure");
    String name = measure == null ? "" : measure.asText();
    if (cube.measure(name).isEmpty()) {
      throw Problem.of(
              ProblemType.UNKNOWN_COLUMN,
              "The cube '%s' has no measure '%s'; there are %s."
                  .formatted(
                      cube.name(),
                      Excerpt.of(name),
                      String.join(", ", cube.measures().stream().map(m -> m.name()).toList())))
          .with("column", Excerpt.of(name))
          .asException();
    }
    if (!cell.has("region") && !cell.has("condition")) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "The edit of a cell needs a 'region'; {} means the whole cube.")
          .with("field", "region")
          .asException();
    }
    cell.put("table", cube.table());
    cell.put("column", name);
    return EditRequest.read(cell);
  }

  /** Turns any trouble with Redis into the problem that the client sees. */
  public void logUnavailable(Exchange exchange) {
    exchange.setProperty(
        Exchange.EXCEPTION_CAUGHT,
        Problem.of(
                ProblemType.LOG_UNAVAILABLE,
                "The log of edits does not answer. The edit may or may not have reached it: repeat it with the same Idempotency-Key, and it is applied once.")
            .with("retry_after", 1)
            .asException());
  }
}
