package io.dromedary.reply;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.intake.EditIntake;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Waits, without a thread, until the edits that have just entered the log have their outcomes.
 * Those that are there in time stand in the property {@link #OUTCOMES}, in the order of the edits.
 */
public final class AwaitOutcome extends AsyncProcessorSupport {
  /** Exchange property, a List of Optional of PublishedOutcome; absent if nobody has waited. */
  static final String OUTCOMES = "outcomes";

  private final OutcomeBoard board;

  public AwaitOutcome(OutcomeBoard board) {
    this.board = requireNonNull(board, "board is null");
  }

  /** The outcome of the one edit of an exchange, if it was waited for and was there in time. */
  static Optional<PublishedOutcome> outcome(Exchange exchange) {
    @SuppressWarnings("unchecked")
    List<Optional<PublishedOutcome>> outcomes =
        exchange.getProperty(OUTCOMES, List.of(), List.class);
    return outcomes.isEmpty() ? Optional.empty() : outcomes.get(0);
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    List<EditId> ids = EditIds.added(exchange);
    long deadline =
        System.nanoTime() + exchange.getProperty(EditIntake.WAIT, Duration.class).toNanos();
    if (ids.isEmpty()) {
      exchange.setProperty(OUTCOMES, List.of());
      callback.done(true);
      return true;
    }
    if (ids.size() == 1) {
      board.await(
          ids.get(0),
          deadline,
          outcome -> {
            exchange.setProperty(OUTCOMES, List.of(outcome));
            callback.done(false);
          });
    } else {
      awaitAll(ids, deadline, exchange, callback);
    }
    return false;
  }

  @SuppressWarnings("unchecked")
  private void awaitAll(
      List<EditId> ids, long deadline, Exchange exchange, AsyncCallback callback) {
    Optional<PublishedOutcome>[] outcomes = new Optional[ids.size()];
    AtomicInteger missing = new AtomicInteger(ids.size());
    for (int index = 0; index < outcomes.length; index++) {
      int place = index;
      board.await(
          ids.get(index),
          deadline,
          outcome -> {
            outcomes[place] = outcome;
            if (missing.decrementAndGet() == 0) {
              exchange.setProperty(OUTCOMES, List.of(outcomes));
              callback.done(false);
            }
          });
    }
  }
}
