package io.dromedary.start;

import static java.util.Objects.requireNonNull;

import io.dromedary.reply.OutcomeBoard;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * What must happen before the routes stop, so that they can stop soon. Camel finds it as a bean.
 */
final class Stopping extends LifecycleStrategySupport {
  private final OutcomeBoard board;

  Stopping(OutcomeBoard board) {
    this.board = requireNonNull(board, "board is null");
  }

  @Override
  public void onContextStopping(CamelContext context) {
    board.endUpdateWaits();
  }
}
