package io.dromedary.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request and its answer.
 *
 * @param method in capitals
 * @param target path and query, still encoded
 * @param requestHeaders names in any case
 * @param requestBody empty if there was none
 * @param headers of the answer, names in any case
 * @param body of the answer, empty if there was none
 */
record Conversation(
    String method,
    String target,
    Map<String, List<String>> requestHeaders,
    String requestBody,
    int status,
    Map<String, List<String>> headers,
    String body) {
  Conversation {
    requireNonNull(method, "method is null");
    requireNonNull(target, "target is null");
    requireNonNull(requestBody, "requestBody is null");
    requireNonNull(body, "body is null");
    requestHeaders = anyCase(requestHeaders);
    headers = anyCase(headers);
  }

  private static Map<String, List<String>> anyCase(Map<String, List<String>> headers) {
    Map<String, List<String>> result = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    result.putAll(headers);
    return result;
  }

  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  String query() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  /** A header of the answer. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
  }

  /** The media type of the answer without its parameters, or an empty text. */
  String mediaType() {
    return header("Content-Type").orElse("").split(";", 2)[0].strip();
  }

  @Override
  public String toString() {
    return "%s %s %s %s%n→ %d %s %s"
        .formatted(
            method,
            excerpt(target),
            requestHeaders,
            excerpt(requestBody),
            status,
            headers,
            excerpt(body));
  }

  private static String excerpt(String text) {
    return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "…";
  }
}
