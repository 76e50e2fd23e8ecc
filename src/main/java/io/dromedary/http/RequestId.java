package io.dromedary.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The name of one request: taken from the header {@value #HEADER} or made, sent back with every
 * answer, in the log under the MDC key {@value #LOG_KEY}, and the {@code instance} of a problem.
 * Routes read it as exchange property {@value #PROPERTY} or as header {@value #HEADER}.
 */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";
  public static final String PROPERTY = "requestId";
  public static final String LOG_KEY = "request";

  private static final int LONGEST = 128;
  private static final String PROCESS =
      HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 10) + "-";
  private static final AtomicLong NEXT = new AtomicLong();

  private RequestId() {}

  /** An identifier that no other request of this process has, and hardly one of another. */
  static String next() {
    return PROCESS + Long.toHexString(NEXT.incrementAndGet());
  }

  /** The given identifier if it is one, else a new one. */
  static String acceptedOr(String given) {
    return given != null && isAcceptable(given) ? given : next();
  }

  /** The identifier of a request that came through the {@link RequestGate}. */
  static String of(HttpServerRequest request) {
    return request.getHeader(HEADER);
  }

  // What is safe in a log line, a header and a URI reference; base64 and ULID and UUID are in it.
  private static boolean isAcceptable(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!alphanumeric && "-._~:/+=@".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
