package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.Json;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.outbound.OutboundGuard;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes the HTTP request of an attempt, signed. */
public final class WebhookRequest {
  private final OutboundGuard guard;
  private final Clock clock;
  private volatile WebhookSecret secret;

  WebhookRequest(OutboundGuard guard, Clock clock) {
    this.guard = requireNonNull(guard, "guard is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Sets what is signed with if a subscription has no secret of its own. */
  void useSecret(WebhookSecret own) {
    secret = requireNonNull(own, "own is null");
  }

  /**
   * Replaces the attempt in the message by its body and headers.
   *
   * @throws ProblemException FORBIDDEN_ADDRESS; MALFORMED_REQUEST for a URL that cannot be called;
   *     BAD_VALUE for a secret that is none
   */
  public void sign(Exchange exchange) {
    Attempt attempt = exchange.getMessage().getBody(Attempt.class);
    Delivery delivery = attempt.delivery();
    String url = guard.check(attempt.subscription().url()).toString();
    String body = body(attempt);
    long timestamp = clock.instant().getEpochSecond();
    WebhookSecret key = attempt.subscription().secret().map(WebhookRequest::parse).orElse(secret);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_URI, url);
    message.setHeader(Exchange.HTTP_METHOD, "POST");
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setHeader("webhook-id", delivery.id());
    message.setHeader("webhook-timestamp", Long.toString(timestamp));
    message.setHeader("webhook-signature", key.sign(delivery.id(), timestamp, body));
    if (!delivery.via().isEmpty()) {
      // What comes from elsewhere must not end the header.
      message.setHeader(
          "Dromedary-Via", String.join(", ", delivery.via()).replaceAll("[^\\x20-\\x7e]", ""));
    }
    message.setBody(body);
  }

  private static WebhookSecret parse(String text) {
    try {
      return WebhookSecret.parse(text);
    } catch (IllegalArgumentException e) {
      ProblemException problem =
          Problem.of(
                  ProblemType.BAD_VALUE, "The delivery cannot be signed: " + e.getMessage() + ".")
              .asException();
      problem.addSuppressed(e);
      throw problem;
    }
  }

  private static String body(Attempt attempt) {
    ObjectNode body = Json.mapper().createObjectNode();
    if (attempt.subscription().cell().isEmpty()) {
      body.put("sheet", attempt.delivery().sheet());
      body.put("cell", attempt.delivery().cell());
    }
    body.set("value", attempt.delivery().value());
    body.set("result", attempt.delivery().result());
    return Json.write(body);
  }
}
