package io.dromedary.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.http.HttpUtil;

/**
 * What goes back to the client. It is made from the exchange on the thread that ends the route, and
 * written on the thread of the connection.
 */
record Reply(int status, List<Header> headers, ReplyBody body) {
  /** A header and its values, at least one. */
  record Header(String name, List<String> values) {}

  /** The reply of a route that did not fail. */
  static Reply of(Exchange exchange, InboundHeaders inbound, HeaderFilterStrategy filter)
      throws NoTypeConversionAvailableException {
    Message message = exchange.getMessage();
    Object body = message.getBody();
    int status = HttpUtil.determineResponseCode(exchange, body);
    List<Header> headers = new ArrayList<>(4);
    for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
      String name = header.getKey();
      Object value = header.getValue();
      if (value != null && !InboundHeaders.isInternal(name) && !inbound.contains(name, value)) {
        addHeader(headers, name, value, exchange, filter);
      }
    }
    return new Reply(status, headers, ReplyBody.of(body, exchange));
  }

  /** The reply that tells of a problem. */
  static Reply of(ProblemDocument problem) {
    List<Header> headers = new ArrayList<>(2);
    headers.add(new Header("Content-Type", List.of(ProblemDocument.CONTENT_TYPE)));
    problem
        .retryAfter()
        .ifPresent(seconds -> headers.add(new Header("Retry-After", List.of(seconds))));
    return new Reply(
        problem.status(), headers, new ReplyBody.InMemory(Buffer.buffer(problem.json())));
  }

  /** Writes status and headers. */
  void writeHead(HttpServerResponse response) {
    response.setStatusCode(status);
    for (Header header : headers) {
      if (header.values().size() == 1) {
        response.putHeader(header.name(), header.values().get(0));
      } else {
        response.putHeader(header.name(), header.values());
      }
    }
  }

  /** Whether HTTP allows no body with this status. */
  boolean isBodiless() {
    return status == 204 || status == 304;
  }

  private static void addHeader(
      List<Header> headers,
      String name,
      Object value,
      Exchange exchange,
      HeaderFilterStrategy filter) {
    // The common filter takes these two for headers of a request that must not be passed on.
    boolean always =
        HttpHeaders.CONTENT_TYPE.toString().equalsIgnoreCase(name)
            || HttpHeaders.CACHE_CONTROL.toString().equalsIgnoreCase(name);
    List<String> values = new ArrayList<>(1);
    Iterator<?> each = ObjectHelper.createIterator(value, null, true);
    while (each.hasNext()) {
      Object one = each.next();
      String text =
          one instanceof String already
              ? already
              : exchange.getContext().getTypeConverter().convertTo(String.class, exchange, one);
      if (text != null && (always || !filter.applyFilterToCamelHeaders(name, text, exchange))) {
        values.add(text);
      }
    }
    if (!values.isEmpty()) {
      headers.add(new Header(name, values));
    }
  }
}
