package io.dromedary.intake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.EditResolver;
import io.dromedary.edit.Edit;
import io.dromedary.edit.EditRequest;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Json;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SheetEdit;
import io.dromedary.edit.TableEdit;
import io.dromedary.http.PathParameters;
import io.dromedary.http.QueryParameters;
import io.dromedary.redis.streams.RedisStreamsConstants;
import io.dromedary.redis.streams.RedisStreamsEntry;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
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

  /** The most characters that one edit of cells of a sheet may have, which may be 10,000 cells. */
  static final int MAX_SHEET_CHARACTERS = 1_000_000;

  private static final String PREVIEW = "preview";

  private final Catalog catalog;
  private final EditResolver resolver;
  private final SheetChecks sheetChecks;

  public EditIntake(Catalog catalog, SheetChecks sheetChecks) {
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.resolver = new EditResolver(catalog);
    this.sheetChecks = requireNonNull(sheetChecks, "sheetChecks is null");
  }

  /** Takes one edit: the body becomes its JSON in the log. */
  public void one(Exchange exchange) {
    EditRequest request = RequestTerms.apply(EditRequest.read(body(exchange)), exchange);
    if (!(request instanceof TableEdit edit)) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "Edits of formula sheets go to /api/v1 or, in a list, to /edits.")
          .with("field", "type")
          .asException();
    }
    resolver.resolve(edit);
    accept(exchange, edit);
  }

  static JsonNode body(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    return Json.read(body == null ? new byte[0] : body);
  }

  private static void accept(Exchange exchange, EditRequest request) {
    RequestTerms.setPreferences(exchange);
    exchange.getMessage().setBody(entry(request));
  }

  /** The edit as the log takes it: the writer reads a thousand at once into memory. */
  static String entry(EditRequest request) {
    String json = request.toJson();
    int most = request instanceof TableEdit ? MAX_CHARACTERS : MAX_SHEET_CHARACTERS;
    if (json.length() > most) {
      throw Problem.of(
              ProblemType.BODY_TOO_LARGE,
              "One edit has at most %d characters, and this one has %d. Name its region by a level instead of its members, or part it."
                  .formatted(most, json.length()))
          .asException();
    }
    return json;
  }

  /**
   * Takes a list of edits, bare or as the field {@code edits}: the body becomes the list of their
   * entries. One that is wrong does not enter the log and does not stop the others; the property
   * {@link #PROBLEMS} has its problem.
   */
  public void many(Exchange exchange) {
    QueryParameters.parse(exchange.getMessage().getHeader(Exchange.HTTP_RAW_QUERY, String.class));
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
        check(request);
        entries.add(RedisStreamsEntry.of(RedisStreamsConstants.DEFAULT_FIELD, entry(request)));
        problems.add(null);
      } catch (ProblemException e) {
        problems.add(e.problem());
      }
    }
    RequestTerms.setPreferences(exchange);
    exchange.setProperty(PROBLEMS, problems);
    exchange.getMessage().setBody(entries);
  }

  /** Says what is wrong with an edit as far as it can be told without the data. */
  private void check(EditRequest request) {
    if (request instanceof TableEdit edit) {
      resolver.resolve(edit);
    } else {
      sheetChecks.requireComplete((SheetEdit) request);
    }
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
   * Whether an edit of a cube's cell is only to be tried: the parameter {@code preview} is true.
   *
   * @param rawQuery the query string, still encoded, or null; anything else in it is refused, for a
   *     misspelt preview must not write
   * @throws ProblemException MALFORMED_REQUEST with the member {@code parameter}
   */
  public boolean isPreview(@Header(Exchange.HTTP_RAW_QUERY) String rawQuery) {
    String text = QueryParameters.parse(rawQuery, PREVIEW).text(PREVIEW).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw QueryParameters.refusal(
          PREVIEW,
          "The parameter 'preview' is true or false, not '%s'.".formatted(Excerpt.of(text)));
    }
    return text.equals("true");
  }

  /**
   * Takes an edit of a cube's cell: {@code {"measure", "region": {"brand": "Brand A"}, "value",
   * "method", …}}. The body becomes its JSON in the log.
   */
  public void cell(Exchange exchange) {
    TableEdit request = RequestTerms.apply(cellRequest(exchange), exchange);
    resolver.resolve(request);
    accept(exchange, request);
  }

  /** Takes an edit of a cube's cell that is only to be tried: the body becomes the edit. */
  public void cellPreview(Exchange exchange) {
    Edit edit = resolver.resolve(cellRequest(exchange));
    exchange.getMessage().setBody(edit);
  }

  private TableEdit cellRequest(Exchange exchange) {
    CubeModel cube = catalog.cube(PathParameters.get(exchange.getMessage(), "cube"));
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
    return (TableEdit) EditRequest.read(cell);
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
