package io.dromedary.http;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns the exception that an exchange has caught into the reply: a {@link
 * io.dromedary.edit.ProblemException} into its problem, anything else into {@code INTERNAL_ERROR},
 * which goes to the log with its stack trace.
 *
 * <pre>{@code
 * - routeConfiguration:
 *     onException:
 *       - onException:
 *           exception: [java.lang.Exception]
 *           handled:
 *             expression:
 *               constant:
 *                 expression: "true"
 *           steps:
 *             - process:
 *                 ref: problemReply
 * }</pre>
 *
 * <p>A route without it replies the same, but Camel's error handler then logs even a problem as a
 * failure.
 */
public final class ProblemReply implements Processor {
  /**
   * Sets body, status and headers.
   *
   * @throws IllegalStateException if the exchange has caught no exception
   */
  @Override
  public void process(Exchange exchange) {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (failure == null) {
      throw new IllegalStateException("problemReply is for onException and doCatch only");
    }
    String requestId = exchange.getProperty(RequestId.PROPERTY, String.class);
    ProblemDocument document =
        ProblemDocument.of(failure, requestId == null ? exchange.getExchangeId() : requestId);
    Message message = exchange.getMessage();
    message.setBody(document.json());
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, document.status());
    message.setHeader(Exchange.CONTENT_TYPE, ProblemDocument.CONTENT_TYPE);
    document.retryAfter().ifPresent(seconds -> message.setHeader("Retry-After", seconds));
  }
}
