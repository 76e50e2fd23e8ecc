package io.dromedary.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A request as it is made up.
 *
 * @param operation the id of the operation that it is made from
 * @param target path and query as they are sent
 * @param body as it is sent; a text of which each character is one byte
 */
record FuzzRequest(
    String operation,
    String method,
    String target,
    Map<String, List<String>> headers,
    String body) {
  FuzzRequest {
    requireNonNull(operation, "operation is null");
    requireNonNull(method, "method is null");
    requireNonNull(target, "target is null");
    requireNonNull(body, "body is null");
    headers = Map.copyOf(headers);
  }
}
