package io.dromedary.reply;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.AfterReply;
import io.dromedary.http.QueryParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * The feed of changed rows. As a processor it waits, without a thread, for the first change behind
 * the cursor if the client wants to wait; then {@link #fromBoard} answers from the latest outcomes,
 * or {@link #query} and {@link #fromDatabase} from the database for a cursor older than those.
 */
public final class UpdatesFeed extends AsyncProcessorSupport {
  private static final String REQUEST = "updatesRequest";
  private static final long DEFAULT_LIMIT = 100L;
  private static final int MAX_LIMIT = 10_000;
  private static final int MAX_WAIT_SECONDS = 60;

  private final OutcomeBoard board;

  public UpdatesFeed(OutcomeBoard board) {
    this.board = requireNonNull(board, "board is null");
  }

  /**
   * What a client asks for.
   *
   * @param since the cursor; absent for the latest updates
   * @param limit how many rows at most
   */
  private record Request(Optional<UpdatesCursor> since, int limit, Duration patience) {}

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Request request;
    try {
      request = request(exchange.getMessage());
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    exchange.setProperty(REQUEST, request);
    if (request.patience().isZero()) {
      callback.done(true);
      return true;
    }
    long deadline = System.nanoTime() + request.patience().toNanos();
    board.awaitUpdates(
        request.since().orElseGet(() -> UpdatesCursor.behind(board.last())).after(),
        deadline,
        outcome -> {
          outcome.ifPresent(
              update -> AfterReply.set(exchange, () -> board.listener().answered(update.id())));
          callback.done(false);
        });
    return false;
  }

  private static Request request(Message message) {
    QueryParameters parameters =
        QueryParameters.parse(
            message.getHeader(Exchange.HTTP_QUERY, String.class), "since", "limit", "wait");
    return new Request(
        parameters.text("since").map(UpdatesFeed::cursor),
        parameters.number("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT).intValue(),
        Duration.ofSeconds(parameters.number("wait", 0, MAX_WAIT_SECONDS).orElse(0L)));
  }

  private static UpdatesCursor cursor(String text) {
    try {
      return UpdatesCursor.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "'since' takes the cursor of an earlier answer, or 0 for the beginning, not '%s'."
                  .formatted(Excerpt.of(text)))
          .with("parameter", "since")
          .asException();
    }
  }

  /**
   * Answers from the latest outcomes if they reach back to the cursor; else leaves the body null.
   */
  public void fromBoard(Exchange exchange) {
    Request request = exchange.getProperty(REQUEST, Request.class);
    exchange.getMessage().setBody(null);
    if (request.since().isPresent()) {
      UpdatesCursor since = request.since().get();
      board
          .after(since.after(), request.limit())
          .ifPresent(
              outcomes -> answer(exchange, UpdatesPage.of(outcomes, since, request.limit())));
    }
  }

  private static void answer(Exchange exchange, String page) {
    EditReply.reply(exchange.getMessage(), 200, page);
    exchange.getMessage().setHeader("Cache-Control", "no-store");
  }

  /** Which query of the database answers: the parameters are left in the headers. */
  public String query(Exchange exchange) {
    Request request = exchange.getProperty(REQUEST, Request.class);
    EditId since = request.since().map(UpdatesCursor::after).orElse(EditId.ZERO);
    Message message = exchange.getMessage();
    message.setHeader("since_ms", since.millis());
    message.setHeader("since_seq", since.sequence());
    // One edit more than there are rows: the cursor may stand inside the first.
    message.setHeader("edits", request.limit() + 1);
    return request.since().isPresent() ? "updates-after" : "latest-updates";
  }

  /** Answers with edits of the database, which come in the order of their ids. */
  public void fromDatabase(Exchange exchange) {
    Request request = exchange.getProperty(REQUEST, Request.class);
    List<PublishedOutcome> outcomes = new ArrayList<>();
    for (Object row : exchange.getMessage().getBody(List.class)) {
      outcomes.add(outcome((Map<?, ?>) row));
    }
    exchange.getMessage().removeHeaders("*");
    answer(
        exchange,
        request.since().isPresent()
            ? UpdatesPage.of(outcomes, request.since().get(), request.limit())
            : UpdatesPage.latest(outcomes, UpdatesCursor.behind(EditId.ZERO), request.limit()));
  }

  private static PublishedOutcome outcome(Map<?, ?> row) {
    return new PublishedOutcome(
        new EditId(
            ((Number) row.get("id_ms")).longValue(), ((Number) row.get("id_seq")).longValue()),
        (String) row.get("status"),
        "",
        (String) row.get("updates"));
  }
}
