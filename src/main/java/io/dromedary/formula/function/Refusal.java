package io.dromedary.formula.function;

import io.dromedary.formula.Value.Failure;

/**
 * Ends a function whose arguments do not suit it. Never leaves this package: {@link FunctionList}
 * turns it into its failure. It has no stack trace, which makes it as cheap as a return.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  Refusal(Failure failure) {
    super(failure.reason(), null, false, false);
    this.failure = failure;
  }

  Refusal(String reason) {
    this(Failure.because(reason));
  }

  Failure failure() {
    return failure;
  }
}
