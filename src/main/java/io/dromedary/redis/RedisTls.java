package io.dromedary.redis;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How connections are encrypted.
 *
 * @param trust certificates that vouch for the server, otherwise those of the Java runtime
 * @param identity the program's own certificate and key, for a server that asks for one
 * @param verifyHostname whether the server's certificate must name the host that was asked for
 */
public record RedisTls(Optional<Store> trust, Optional<Store> identity, boolean verifyHostname) {
  public RedisTls {
    requireNonNull(trust, "trust is null");
    requireNonNull(identity, "identity is null");
  }

  /**
   * A file with certificates: PKCS #12 or JKS, or, for trust only, PEM.
   *
   * @param password empty if the file has none
   */
  public record Store(Path path, String password) {
    public Store {
      requireNonNull(path, "path is null");
      requireNonNull(password, "password is null");
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
      return path.toString();
    }
  }
}
