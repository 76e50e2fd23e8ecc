package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.ProblemException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;

/** A cell elsewhere could not be fetched. The message names its URL and says what happened. */
final class ExternalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The longest URL that a message repeats whole. */
  private static final int LONGEST_URL = 2_048;

  private final String url;

  ExternalException(String url, String reason) {
    this(url, reason, null);
  }

  private ExternalException(String url, String reason, Throwable cause) {
    super("EXTERNAL_REF(%s) cannot be fetched: %s".formatted(shortened(url), reason), cause);
    this.url = requireNonNull(url, "url is null");
  }

  private static String shortened(String url) {
    return url.length() <= LONGEST_URL ? url : url.substring(0, LONGEST_URL) + "…";
  }

  /** What a failed call comes to. */
  static ExternalException of(String url, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ExternalException known) {
        return known;
      }
      if (cause instanceof ProblemException problem) {
        return new ExternalException(url, problem.getMessage(), failure);
      }
      if (cause instanceof UnknownHostException) {
        return new ExternalException(url, "there is no such host", failure);
      }
      if (cause instanceof InterruptedIOException) {
        return new ExternalException(url, "it does not answer in time", failure);
      }
    }
    return new ExternalException(url, "it cannot be reached: " + failure.getMessage(), failure);
  }

  /** The URL as a formula names it. */
  String url() {
    return url;
  }
}
