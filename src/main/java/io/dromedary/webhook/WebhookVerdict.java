package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.webhook.Verdict.End;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

/** Judges what a receiver has answered, or why it has not. */
public final class WebhookVerdict {
  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int LEAST_SERVER_ERROR = 500;
  private static final int MAX_ERROR = 500;

  private final Clock clock;

  WebhookVerdict(Clock clock) {
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Leaves a {@link Verdict} in the body. */
  public void judge(Exchange exchange) {
    exchange.getMessage().setBody(verdict(exchange));
  }

  private Verdict verdict(Exchange exchange) {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (failure != null) {
      return ofFailure(failure);
    }
    Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status == null) {
      return Verdict.ofError(End.FAILED, false, "the route has made no request");
    }
    if (status / 100 == 2) {
      return Verdict.ofStatus(End.DELIVERED, false, status, Optional.empty());
    }
    if (status == GONE) {
      return Verdict.ofStatus(End.GONE, false, status, Optional.empty());
    }
    boolean isBusy = status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    return Verdict.ofStatus(
        End.FAILED,
        isBusy || status >= LEAST_SERVER_ERROR,
        status,
        isBusy ? retryAfter(exchange) : Optional.empty());
  }

  static Verdict ofFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        // Trying again would not help: a bad URL stays one, and an operator who allows an address
        // replays its dead letters.
        return Verdict.ofError(
            End.DEAD,
            false,
            (problem.problem().type() == ProblemType.FORBIDDEN_ADDRESS
                    ? ProblemType.FORBIDDEN_ADDRESS.title() + ": "
                    : "")
                + problem.getMessage());
      }
    }
    String text = failure.toString();
    // Anything else is a fault of the route, which says nothing about the receiver.
    boolean receiverFailed = ObjectHelper.getException(IOException.class, failure) != null;
    return Verdict.ofError(
        End.FAILED,
        receiverFailed,
        text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) : text);
  }

  /** Seconds, or a date of RFC 9110. */
  private Optional<Duration> retryAfter(Exchange exchange) {
    String text = exchange.getMessage().getHeader("Retry-After", "", String.class).strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Duration wait =
          Duration.between(
              clock.instant(),
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() ? Optional.empty() : Optional.of(wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
