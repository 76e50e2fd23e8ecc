package io.dromedary.http;

import java.util.Map;

/**
 * Remembers which headers a message had when it came in (request headers, path and query
 * parameters, form fields), to tell them from those that the route sets. A header counts as set by
 * the route when its value is another object, even an equal one; a value that was only converted
 * (the text {@code 5} to the number 5) still counts as inbound.
 */
final class InboundHeaders {
  private static final String CAMEL = "Camel";
  private static final String TRACE_PARENT = "traceparent";
  private static final String TRACE_STATE = "tracestate";

  /** Names and values in turn. */
  private final Object[] entries;

  private InboundHeaders(Object[] entries) {
    this.entries = entries;
  }

  static InboundHeaders of(Map<String, Object> headers) {
    Object[] entries = new Object[2 * headers.size()];
    int size = 0;
    for (Map.Entry<String, Object> header : headers.entrySet()) {
      if (!isInternal(header.getKey())) {
        entries[size++] = header.getKey();
        entries[size++] = header.getValue();
      }
    }
    return new InboundHeaders(entries);
  }

  /**
   * Whether the header tells Camel something, or names the step of a trace that a request is in,
   * and never goes back to the client.
   */
  static boolean isInternal(String name) {
    return name.regionMatches(true, 0, CAMEL, 0, CAMEL.length())
        || name.equalsIgnoreCase(TRACE_PARENT)
        || name.equalsIgnoreCase(TRACE_STATE);
  }

  boolean contains(String name, Object value) {
    for (int i = 0; i < entries.length && entries[i] != null; i += 2) {
      if (((String) entries[i]).equalsIgnoreCase(name) && isSame(entries[i + 1], value)) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // an equal value that the route has set is the route's
  private static boolean isSame(Object inbound, Object value) {
    if (inbound == value) {
      return true;
    }
    return inbound != null
        && value != null
        && inbound.getClass() != value.getClass()
        && inbound.toString().equals(value.toString());
  }
}
