package io.dromedary.reply;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final Set<String> PARAMETERS = Set.of("since", "limit", "wait");
  private static final String REQUEST = "updatesRequest";
  private static final int DEFAULT_LIMIT = 100;
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
   * @param limit about how many rows; those of one edit are never divided
   */
  private record Request(Optional<EditId> since, int limit, Duration patience) {}

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
        request.since().orElseGet(board::last), deadline, () -> callback.done(false));
    return false;
  }

  private static Request request(Message message) {
    Map<String, String> parameters = QueryParameters.of(message, PARAMETERS);
    return new Request(
        Optional.ofNullable(parameters.get("since")).map(UpdatesFeed::cursor),
        QueryParameters.integer(parameters, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
        Duration.ofSeconds(QueryParameters.integer(parameters, "wait", 0, 0, MAX_WAIT_SECONDS)));
  }

  private static EditId cursor(String text) {
    try {
      return EditId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "'since' takes the cursor of an earlier answer, or 0 for the beginning, not '%s'."
                  .formatted(text))
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
      board
          .after(request.since().get(), request.limit())
          .ifPresent(outcomes -> answer(exchange, UpdatesPage.of(outcomes, request.since().get())));
    }
  }

  private static void answer(Exchange exchange, UpdatesPage page) {
    EditReply.reply(exchange.getMessage(), 200, page.json());
    exchange.getMessage().setHeader("Cache-Control", "no-store");
  }

  /** Which query of the database answers: the parameters are left in the headers. */
  public String query(Exchange exchange) {
    Request request = exchange.getProperty(REQUEST, Request.class);
    EditId since = request.since().orElse(EditId.ZERO);
    Message message = exchange.getMessage();
    message.setHeader("since_ms", since.millis());
    message.setHeader("since_seq", since.sequence());
    message.setHeader("edits", request.limit());
    return request.since().isPresent() ? "updates-after" : "latest-updates";
  }

  /** Answers with rows of the database, which come in the order of their ids. */
  public void fromDatabase(Exchange exchange) {
    Request request = exchange.getProperty(REQUEST, Request.class);
    List<PublishedOutcome> outcomes = new ArrayList<>();
    int rows = 0;
    for (Object row : exchange.getMessage().getBody(List.class)) {
      if (rows >= request.limit() && request.since().isPresent()) {
        break;
      }
      PublishedOutcome outcome = outcome((Map<?, ?>) row);
      outcomes.add(outcome);
      rows += UpdatesPage.rows(outcome.updates());
    }
    exchange.getMessage().removeHeaders("*");
    answer(
        exchange,
        UpdatesPage.of(latest(outcomes, rows, request), request.since().orElse(EditId.ZERO)));
  }

  /** Without a cursor the last rows are meant: as many edits as have about so many rows. */
  private static List<PublishedOutcome> latest(
      List<PublishedOutcome> outcomes, int rows, Request request) {
    int first = 0;
    int left = rows;
    if (request.since().isEmpty()) {
      while (first < outcomes.size() - 1 && left > request.limit()) {
        left -= UpdatesPage.rows(outcomes.get(first++).updates());
      }
    }
    return outcomes.subList(first, outcomes.size());
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
