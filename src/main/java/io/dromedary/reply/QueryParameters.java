package io.dromedary.reply;

import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The parameters of a request's query, apart from its headers. */
final class QueryParameters {
  private QueryParameters() {}

  /**
   * The parameters by name.
   *
   * @throws io.dromedary.edit.ProblemException MALFORMED_REQUEST if there is another one than those
   *     known
   */
  static Map<String, String> of(Message message, Set<String> known) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = message.getHeader(Exchange.HTTP_QUERY, String.class);
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = decode(equals < 0 ? part : part.substring(0, equals));
      if (!known.contains(name)) {
        throw Problem.of(
                ProblemType.MALFORMED_REQUEST,
                "There is no parameter '%s' here; there are %s."
                    .formatted(
                        Excerpt.of(name), String.join(", ", known.stream().sorted().toList())))
            .with("parameter", Excerpt.of(name))
            .asException();
      }
      parameters.put(name, equals < 0 ? "" : decode(part.substring(equals + 1)));
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST, "The query is not percent-encoded: " + e.getMessage())
          .asException();
    }
  }

  /** A whole number in a range. */
  static int integer(
      Map<String, String> parameters, String name, int otherwise, int least, int most) {
    String text = parameters.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw Problem.of(
            ProblemType.MALFORMED_REQUEST,
            "'%s' takes a whole number from %d to %d, not '%s'."
                .formatted(name, least, most, Excerpt.of(text)))
        .with("parameter", name)
        .asException();
  }
}
