package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * The settings of the HTTP edge.
 *
 * @param maxBody the largest request body in bytes, {@code dromedary.http.max-body}, 16 MiB
 * @param corsOrigins the origins that browsers may call from, {@code dromedary.http.cors}, comma
 *     separated, {@code *} for any; none by default, which switches CORS off
 * @param eventLoops the threads that read and write connections, {@code
 *     dromedary.http.event-loops}; the number of processors, at least 2
 * @param workers the threads for routes that block, {@code dromedary.http.workers}, 20
 * @param backlog the connections that may wait to be accepted, {@code dromedary.http.backlog},
 *     4096; the operating system may lower it
 */
record HttpSettings(
    long maxBody, List<String> corsOrigins, int eventLoops, int workers, int backlog) {
  private static final String PREFIX = "dromedary.http.";

  HttpSettings {
    corsOrigins = List.copyOf(corsOrigins);
    requirePositive("max-body", maxBody);
    requirePositive("event-loops", eventLoops);
    requirePositive("workers", workers);
    requirePositive("backlog", backlog);
  }

  /** Reads the properties {@code dromedary.http.*}. */
  static HttpSettings of(CamelContext camelContext) {
    requireNonNull(camelContext, "camelContext is null");
    int processors = Runtime.getRuntime().availableProcessors();
    return new HttpSettings(
        number(camelContext, "max-body", 16 << 20, Long.MAX_VALUE),
        list(property(camelContext, "cors", "")),
        (int) number(camelContext, "event-loops", Math.max(2, processors), Integer.MAX_VALUE),
        (int) number(camelContext, "workers", 20, Integer.MAX_VALUE),
        (int) number(camelContext, "backlog", 4096, Integer.MAX_VALUE));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static long number(CamelContext camelContext, String name, long fallback, long largest) {
    String text = property(camelContext, name, Long.toString(fallback));
    try {
      long number = Long.parseLong(text);
      if (number <= largest) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(PREFIX + name + " must be a number, not " + text, e);
    }
    throw new IllegalArgumentException(PREFIX + name + " must be at most " + largest);
  }

  private static String property(CamelContext camelContext, String name, String fallback) {
    return camelContext
        .getPropertiesComponent()
        .resolveProperty(PREFIX + name)
        .map(String::strip)
        .orElse(fallback);
  }

  private static void requirePositive(String name, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(PREFIX + name + " must be at least 1, not " + number);
    }
  }
}
