package io.dromedary.start;

import static java.util.Objects.requireNonNull;

import io.dromedary.reply.OutcomeBoard;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * What must happen before the routes stop, so that they can stop soon. Camel finds it as a bean.
 */
final class Stopping extends LifecycleStrategySupport {
  /** How long edits may wait for their outcomes; then their clients are told to ask later. */
  private static final Duration LAST_OUTCOMES = Duration.ofSeconds(4);

  private final OutcomeBoard board;

  Stopping(OutcomeBoard board) {
    this.board = requireNonNull(board, "board is null");
  }

  @Override
  public void onContextStopping(CamelContext context) {
    board.endUpdateWaits();
    CompletableFuture.delayedExecutor(LAST_OUTCOMES.toMillis(), TimeUnit.MILLISECONDS)
        .execute(board::endOutcomeWaits);
  }
}
