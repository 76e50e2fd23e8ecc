package io.dromedary.redis;

/** The server could not listen on its port. */
final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortTakenException(int port) {
    super("port " + port + " is taken");
  }
}
