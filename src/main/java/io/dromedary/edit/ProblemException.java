package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

/**
 * Ends the handling of a request or an edit with a {@link Problem}; it is an answer, not a fault.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    // No stack trace: the place in the code says nothing about a client's mistake.
    super(requireNonNull(problem, "problem is null").detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
