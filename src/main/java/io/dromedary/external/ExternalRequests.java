package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Json;
import io.dromedary.outbound.OutboundGuard;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes the requests to other instances for the {@link ExternalCell} of an exchange. */
public final class ExternalRequests {
  /** Exchange property, an ExternalCell: the cell that the exchange is about. */
  static final String CELL = "externalCell";

  /** Exchange property, an ExternalCache.Entry: what the server need not send again. */
  static final String KNOWN = "externalKnown";

  private final OutboundGuard guard;
  private final ExternalCache cache;

  ExternalRequests(OutboundGuard guard, ExternalCache cache) {
    this.guard = requireNonNull(guard, "guard is null");
    this.cache = requireNonNull(cache, "cache is null");
  }

  /**
   * Asks to be told of changes: {@code POST {url}/subscribe}. The body is what is to be called.
   *
   * @throws io.dromedary.edit.ProblemException if the URL may not be called
   */
  public void subscribe(Exchange exchange) {
    String webhook = exchange.getMessage().getBody(String.class);
    URI cell = uri(exchange);
    String path = cell.getRawPath() == null ? "" : cell.getRawPath();
    String query = cell.getRawQuery() == null ? "" : "?" + cell.getRawQuery();
    Message message =
        request(
            exchange,
            "POST",
            "%s://%s%s%s%s"
                .formatted(
                    cell.getScheme(),
                    cell.getRawAuthority(),
                    path,
                    path.endsWith("/") ? "subscribe" : "/subscribe",
                    query));
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setBody(Json.write(Map.of("webhook_url", webhook)));
  }

  /**
   * Asks for the cell: {@code GET {url}}.
   *
   * @throws io.dromedary.edit.ProblemException if the URL may not be called
   */
  public void read(Exchange exchange) {
    URI cell = uri(exchange);
    Message message = request(exchange, "GET", cell.toString());
    message.setHeader("Accept", "application/json");
    message.setBody(null);
    Optional<ExternalCache.Entry> known = cache.find(cell(exchange).url());
    known.ifPresent(
        entry -> {
          exchange.setProperty(KNOWN, entry);
          message.setHeader("If-None-Match", entry.entityTag());
        });
  }

  static ExternalCell cell(Exchange exchange) {
    return exchange.getProperty(CELL, ExternalCell.class);
  }

  private URI uri(Exchange exchange) {
    String ascii = guard.check(cell(exchange).url()).toASCIIString();
    int fragment = ascii.indexOf('#');
    return URI.create(fragment < 0 ? ascii : ascii.substring(0, fragment));
  }

  private static Message request(Exchange exchange, String method, String url) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_URI, url);
    message.setHeader(Exchange.HTTP_METHOD, method);
    return message;
  }
}
