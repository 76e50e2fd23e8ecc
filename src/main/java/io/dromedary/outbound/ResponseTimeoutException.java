package io.dromedary.outbound;

import java.net.SocketTimeoutException;
import org.apache.hc.core5.util.Timeout;

/** A request has not come to its end in the time that it may take. */
final class ResponseTimeoutException extends SocketTimeoutException {
  private static final long serialVersionUID = 1L;

  ResponseTimeoutException(Timeout longest, Throwable cause) {
    super("No complete response within %d seconds".formatted(longest.toSeconds()));
    initCause(cause);
  }
}
