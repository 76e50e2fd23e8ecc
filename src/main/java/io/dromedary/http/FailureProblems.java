package io.dromedary.http;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.vertx.ext.web.handler.HttpException;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the problem in a failure. */
final class FailureProblems {
  private static final Logger LOG = LoggerFactory.getLogger(FailureProblems.class);
  private static final int DEEPEST = 20;
  private static final int BAD_REQUEST = 400;

  private FailureProblems() {}

  /**
   * The problem of a {@link ProblemException} anywhere among the causes, or that of a query string
   * that cannot be decoded, or of a request that a route has throttled. Any other failure is a
   * fault of the program: it goes to the log with its stack trace, and the client gets the
   * identifier to look it up there.
   */
  static Problem of(Throwable failure, String requestId) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof ProblemException problem) {
        return problem.problem();
      }
      if (cause instanceof ThrottlerRejectedExecutionException) {
        return Problem.of(
                ProblemType.TOO_MANY_REQUESTS,
                "The operator allows only so many requests at a time; repeat this one in a second.")
            .with("retry_after", 1);
      }
      if (cause instanceof HttpException refusal && refusal.getStatusCode() == BAD_REQUEST) {
        return Problem.of(
            ProblemType.MALFORMED_REQUEST,
            "The query string cannot be read; percent-encoding must be %XX of UTF-8.");
      }
      cause = cause.getCause();
    }
    LOG.error("Request {} failed", requestId, failure);
    return Problem.of(
        ProblemType.INTERNAL_ERROR,
        "This is a fault of the program; its log tells more under this instance.");
  }
}
