package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SheetEdit.Subscribe;
import io.dromedary.outbound.OutboundGuard;
import java.util.function.Consumer;

/** Holds a subscription against what can be delivered. Thread-safe. */
public final class ReceiverChecks implements Consumer<Subscribe> {
  private final OutboundGuard guard;

  public ReceiverChecks(OutboundGuard guard) {
    this.guard = requireNonNull(guard, "guard is null");
  }

  /**
   * Checks a subscription.
   *
   * @throws ProblemException MALFORMED_REQUEST, FORBIDDEN_ADDRESS
   */
  @Override
  public void accept(Subscribe edit) {
    guard.check(edit.url());
    try {
      edit.secret().ifPresent(WebhookSecret::parse);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.MALFORMED_REQUEST, e.getMessage())
          .with("field", "secret")
          .asException();
    }
  }
}
