package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import org.apache.camel.Exchange;

/** What is to be done when the reply, or its beginning, has been handed to the connection. */
public final class AfterReply {
  private static final String PROPERTY = "afterReply";

  private AfterReply() {}

  /**
   * Sets it for the request of an exchange.
   *
   * @param action runs on the thread of the connection, so it must not block
   */
  public static void set(Exchange exchange, Runnable action) {
    exchange.setProperty(PROPERTY, requireNonNull(action, "action is null"));
  }

  static Runnable of(Exchange exchange) {
    Runnable action = exchange.getProperty(PROPERTY, Runnable.class);
    return action == null ? () -> {} : action;
  }
}
