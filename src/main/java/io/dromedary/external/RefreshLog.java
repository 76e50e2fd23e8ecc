package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.SheetEdit.RefreshExternals;
import io.dromedary.intake.EditIntake;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes refreshed cells to the log of edits. Thread-safe. */
final class RefreshLog {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshLog.class);
  private static final String ROUTE = "direct:refresh-external";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private final ProducerTemplate template;

  RefreshLog(ProducerTemplate template) {
    this.template = requireNonNull(template, "template is null");
  }

  /**
   * Appends an edit and waits for its outcome. A refusal, as by a cell that could not be computed
   * any more, leaves the cell as it was and is no failure.
   *
   * @throws IllegalStateException if the log does not take it, or there is no outcome in time
   */
  void append(RefreshExternals edit) {
    Exchange exchange =
        template.send(
            ROUTE,
            sent -> {
              sent.setProperty(EditIntake.RESPOND_ASYNC, false);
              sent.setProperty(EditIntake.WAIT, PATIENCE);
              sent.getMessage().setBody(edit);
            });
    if (exchange.getException() != null) {
      throw new IllegalStateException(
          "the log does not take it: " + exchange.getException().getMessage(),
          exchange.getException());
    }
    Message reply = exchange.getMessage();
    int status = reply.getHeader(Exchange.HTTP_RESPONSE_CODE, ACCEPTED, Integer.class);
    if (status == ACCEPTED) {
      throw new IllegalStateException("there is no outcome yet");
    }
    if (status != CREATED) {
      LOG.info(
          "The cell {} of the sheet {} keeps its value: {}",
          edit.cell(),
          edit.sheet(),
          reply.getBody(String.class));
    }
  }
}
