package io.dromedary.redis;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who the program is to Redis.
 *
 * @param user an ACL user; without one the password is that of the default user
 */
public record RedisCredentials(Optional<String> user, String password) {
  public RedisCredentials {
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
  }

  /** Leaves the password out: {@code user:***}. */
  @Override
  public String toString() {
    return user.orElse("") + ":***";
  }
}
