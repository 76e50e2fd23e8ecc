package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an attempt has ended.
 *
 * @param end what follows for the delivery
 * @param receiverFailed whether it speaks against the receiver as a whole, so that others of its
 *     webhooks need not try
 * @param status the HTTP status, absent if there was no answer
 * @param error what went wrong, absent if nothing did
 * @param retryAfter how long the receiver wants to be left alone
 */
record Verdict(
    End end,
    boolean receiverFailed,
    OptionalInt status,
    Optional<String> error,
    Optional<Duration> retryAfter) {
  /** What follows for the delivery. */
  enum End {
    /** The receiver has it. */
    DELIVERED,
    /** It is tried again. */
    FAILED,
    /** It is not tried again. */
    DEAD,
    /** Nor is anything else of its webhook. */
    GONE
  }

  Verdict {
    requireNonNull(end, "end is null");
    requireNonNull(status, "status is null");
    requireNonNull(error, "error is null");
    requireNonNull(retryAfter, "retryAfter is null");
  }

  static Verdict ofStatus(
      End end, boolean receiverFailed, int status, Optional<Duration> retryAfter) {
    return new Verdict(
        end,
        receiverFailed,
        OptionalInt.of(status),
        end == End.DELIVERED ? Optional.empty() : Optional.of("HTTP status " + status),
        retryAfter);
  }

  static Verdict ofError(End end, boolean receiverFailed, String error) {
    return new Verdict(
        end, receiverFailed, OptionalInt.empty(), Optional.of(error), Optional.empty());
  }

  /** The same, given up. */
  Verdict dead() {
    return new Verdict(End.DEAD, receiverFailed, status, error, retryAfter);
  }
}
