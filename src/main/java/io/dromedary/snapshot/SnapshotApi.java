package io.dromedary.snapshot;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Json;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.QueryParameters;
import io.dromedary.snapshot.Snapshots.Taken;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/**
 * Answers requests for snapshots. A snapshot is {@code {"name", "position", "created", "bytes"}}; a
 * list is {@code {"data":[…],"next":"<cursor>"}}, the latest first. Problems: UNKNOWN_SNAPSHOT,
 * MALFORMED_REQUEST, and those of {@link Snapshots}.
 */
public final class SnapshotApi {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final long DEFAULT_LIMIT = 100L;
  private static final int MAX_LIMIT = 10_000;

  private final Snapshots snapshots;

  SnapshotApi(Snapshots snapshots) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
  }

  /** Takes one; the answer also says how long that took and how long edits waited for it. */
  public void take(Exchange exchange) {
    query(exchange);
    Taken taken = snapshots.take();
    ObjectNode json =
        taken
            .snapshot()
            .toDocument()
            .put("duration_ms", taken.duration().toMillis())
            .put("paused_ms", taken.paused().toMillis());
    reply(exchange, CREATED, json);
    exchange.getMessage().setHeader("Location", "/admin/snapshots/" + taken.snapshot().name());
  }

  /** Lists them. */
  public void list(Exchange exchange) {
    QueryParameters query = query(exchange, "limit", "cursor");
    int limit = query.number("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT).intValue();
    List<Snapshot> all = reading(snapshots::list);
    int from = query.text("cursor").map(cursor -> behind(all, cursor)).orElse(0);
    int to = Math.min(from + limit, all.size());
    ObjectNode json = Json.mapper().createObjectNode();
    json.putArray("data").addAll(all.subList(from, to).stream().map(Snapshot::toDocument).toList());
    json.put("next", to < all.size() ? all.get(to - 1).name() : null);
    reply(exchange, OK, json);
  }

  private static int behind(List<Snapshot> all, String cursor) {
    for (int index = 0; index < all.size(); index++) {
      if (all.get(index).name().equals(cursor)) {
        return index + 1;
      }
    }
    throw QueryParameters.refusal(
        "cursor",
        "'cursor' takes the member 'next' of an earlier answer, and a snapshot that is still there, not '%s'."
            .formatted(Excerpt.of(cursor)));
  }

  /** Answers with one. */
  public void one(@Header("name") String name, Exchange exchange) {
    query(exchange);
    Snapshot snapshot =
        reading(snapshots::list).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name));
    reply(exchange, OK, snapshot.toDocument());
  }

  /** Deletes one. */
  public void delete(@Header("name") String name, Exchange exchange) {
    query(exchange);
    if (!reading(() -> snapshots.delete(name))) {
      throw unknown(name);
    }
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, NO_CONTENT);
    exchange.getMessage().setBody(null);
  }

  private static ProblemException unknown(String name) {
    return Problem.of(
            ProblemType.UNKNOWN_SNAPSHOT, "There is no snapshot '%s'.".formatted(Excerpt.of(name)))
        .with("snapshot", Excerpt.of(name))
        .asException();
  }

  /** What is asked of the folder. */
  private interface Question<T> {
    T ask() throws IOException;
  }

  private static <T> T reading(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      ProblemException problem =
          Problem.of(ProblemType.UNAVAILABLE, "The folder of snapshots does not work: " + e)
              .asException();
      problem.addSuppressed(e);
      throw problem;
    }
  }

  private static QueryParameters query(Exchange exchange, String... known) {
    return QueryParameters.parse(
        exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class), known);
  }

  private static void reply(Exchange exchange, int status, JsonNode json) {
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    exchange.getMessage().setHeader("Cache-Control", "no-store");
    exchange.getMessage().setBody(Json.write(json));
  }
}
