package io.dromedary.redis.streams;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisReconnectedException;
import org.redisson.client.RedisRetryException;
import org.redisson.client.RedisTimeoutException;

/** Tells the kinds of failures apart that Redisson reports. */
final class RedisFailures {
  private RedisFailures() {}

  /** The failure without the wrapping that futures put around it. */
  static Throwable unwrap(Throwable failure) {
    Throwable unwrapped = failure;
    while ((unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException)
        && unwrapped.getCause() != null) {
      unwrapped = unwrapped.getCause();
    }
    return unwrapped;
  }

  /** Whether Redis is away or cannot serve now, so that the same request may succeed later. */
  static boolean isUnavailable(Throwable failure) {
    return failure instanceof RedisConnectionException
        // Redisson has no type for a connection that it cannot open.
        || (failure instanceof RedisException && failure.getCause() instanceof IOException)
        || failure instanceof RedisTimeoutException
        || failure instanceof RedisRetryException
        || failure instanceof RedisReconnectedException
        || failure instanceof RedisReadonlyException
        || failure instanceof RedisOutOfMemoryException
        || isDiskFailure(failure.getMessage())
        || failure instanceof RedisNodeNotFoundException
        || failure instanceof RedissonShutdownException
        || failure instanceof CancellationException;
  }

  /** Whether Redis refuses to change anything because it cannot write its files. */
  private static boolean isDiskFailure(String message) {
    return message != null && message.contains("MISCONF");
  }

  /** The exception for an error that a script has caught, as Redisson would have made it. */
  static RedisException ofReply(String error) {
    if (error.contains("READONLY")) {
      return new RedisReadonlyException(error);
    }
    if (error.contains("OOM ")) {
      return new RedisOutOfMemoryException(error);
    }
    return error.contains("NOREPLICAS")
        ? new RedisNoReplicasException(error)
        : new RedisException(error);
  }

  /** Whether the reply says that an explicit id is not larger than the stream's last id. */
  static boolean isIdTooSmall(String reply) {
    return reply != null && reply.contains("equal or smaller");
  }

  /**
   * Whether the group does not exist, or the stream with it. Redis before version 7 answers a
   * blocked read with UNBLOCKED when the stream is deleted.
   */
  static boolean isGroupMissing(Throwable failure) {
    String message = failure.getMessage();
    return message != null && (message.contains("NOGROUP") || message.contains("UNBLOCKED"));
  }

  /** Whether a group could not be created because it exists. */
  static boolean isGroupPresent(Throwable failure) {
    return failure.getMessage() != null && failure.getMessage().contains("BUSYGROUP");
  }
}
