package io.dromedary.http;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the problem in a failure. */
final class FailureProblems {
  private static final Logger LOG = LoggerFactory.getLogger(FailureProblems.class);
  private static final int DEEPEST = 20;

  private FailureProblems() {}

  /**
   * The problem of a {@link ProblemException} anywhere among the causes. Any other failure is a
   * fault of the program: it goes to the log with its stack trace, and the client gets the
   * identifier to look it up there.
   */
  static Problem of(Throwable failure, String requestId) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof ProblemException problem) {
        return problem.problem();
      }
      cause = cause.getCause();
    }
    LOG.error("Request {} failed", requestId, failure);
    return Problem.of(
        ProblemType.INTERNAL_ERROR,
        "This is a fault of the program; its log tells more under this instance.");
  }
}
