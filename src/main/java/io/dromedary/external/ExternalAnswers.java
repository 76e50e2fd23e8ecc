package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.Json;
import io.dromedary.edit.ProblemException;
import io.dromedary.outbound.OutboundSetup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what other instances have answered to {@link ExternalRequests}. */
public final class ExternalAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ExternalAnswers.class);
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;
  private static final int MOST_HOSTS = 1_000;

  private final ExternalCache cache;

  /** Those that do not tell of changes, as far as the log says so. */
  private final Set<String> silentHosts = ConcurrentHashMap.newKeySet();

  ExternalAnswers(ExternalCache cache) {
    this.cache = requireNonNull(cache, "cache is null");
  }

  /** Notes whether the server will tell of changes. */
  public void subscribed(Exchange exchange) {
    int status = status(exchange.getMessage());
    if (status / 100 == 2) {
      silentHosts.remove(host(exchange));
    } else {
      silent(exchange, "status " + status);
    }
  }

  /** Notes that the server could not be asked to tell of changes. */
  public void notSubscribed(Exchange exchange) {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    silent(exchange, String.valueOf(failure.getMessage()));
  }

  private void silent(Exchange exchange, String reason) {
    if (silentHosts.size() >= MOST_HOSTS) {
      silentHosts.clear();
    }
    if (silentHosts.add(host(exchange))) {
      LOG.info(
          "{} does not tell of changes ({}): what it has is fetched only when a cell that refers to it is written",
          host(exchange),
          reason);
    }
  }

  private static String host(Exchange exchange) {
    String url = ExternalRequests.cell(exchange).url();
    try {
      return String.valueOf(URI.create(url).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return url;
    }
  }

  /**
   * Leaves the cell's result in the body, a String.
   *
   * @throws ExternalException if the answer is no cell
   */
  public void result(Exchange exchange) {
    String url = ExternalRequests.cell(exchange).url();
    Message message = exchange.getMessage();
    int status = status(message);
    ExternalCache.Entry known =
        exchange.getProperty(ExternalRequests.KNOWN, ExternalCache.Entry.class);
    if (status == NOT_MODIFIED && known != null) {
      message.setBody(known.result());
      return;
    }
    if (status != OK) {
      throw new ExternalException(
          url,
          status == NOT_FOUND ? "there is no such cell" : "the answer has the status " + status);
    }
    String result = result(url, message.getBody(byte[].class));
    String entityTag = message.getHeader("ETag", String.class);
    if (entityTag == null) {
      cache.remove(url);
    } else {
      cache.put(url, new ExternalCache.Entry(entityTag, result));
    }
    message.setBody(result);
  }

  private static int status(Message message) {
    return message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
  }

  private static String result(String url, byte[] body) {
    // What is longer is cut off there.
    if (body != null && body.length >= OutboundSetup.MAX_BODY) {
      throw new ExternalException(url, "the answer has more than 64 KiB");
    }
    try {
      JsonNode result = Json.read(body == null ? new byte[0] : body).path("result");
      if (result.isValueNode()
          && !result.isNull()
          && StandardCharsets.UTF_8.newEncoder().canEncode(result.asText())) {
        return result.asText();
      }
    } catch (ProblemException e) {
      // Said below, as of any other JSON.
    }
    throw new ExternalException(
        url, "the answer is no cell such as {\"value\": \"=a+1\", \"result\": \"2\"}");
  }
}
