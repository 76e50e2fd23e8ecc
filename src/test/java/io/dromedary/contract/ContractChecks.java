package io.dromedary.contract;

import static org.assertj.core.api.Assertions.fail;

import io.dromedary.contract.Operation.Header;
import io.dromedary.contract.Operation.Parameter;
import io.dromedary.contract.Operation.Response;
import io.vertx.core.http.impl.HttpUtils;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds requests and their answers against the contract: an answer must be one that the contract
 * has for that operation, with its headers and its schema; and a request that was answered with
 * success must be one that the contract allows. Thread-safe.
 */
public final class ContractChecks {
  /** Larger bodies are not held against their schemas, which would take too long. */
  private static final int LARGEST_BODY = 200_000;

  /** What HTTP itself or CORS adds, and what the contract says of all operations at once. */
  private static final Set<String> COMMON_HEADERS =
      Set.of(
          "allow",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "transfer-encoding",
          "access-control-allow-origin",
          "access-control-expose-headers");

  private static final Set<Integer> UNREADABLE = Set.of(400, 414, 431);

  private final Contract contract = Contract.current();

  /** Fails if a request and its answer are not as the contract says. */
  public static void check(
      String method,
      String target,
      Map<String, List<String>> requestHeaders,
      String requestBody,
      int status,
      Map<String, List<String>> headers,
      String body) {
    Conversation conversation =
        new Conversation(method, target, requestHeaders, requestBody, status, headers, body);
    List<String> violations = new ContractChecks().violations(conversation);
    if (!violations.isEmpty()) {
      fail(
          "Not as the contract routes/openapi.yaml says:%n%s%n%s",
          conversation, String.join("\n", violations));
    }
  }

  /** What is not as the contract says. */
  List<String> violations(Conversation conversation) {
    List<Operation> ofPath = operations(conversation.path());
    boolean isHead = conversation.method().equals("HEAD");
    Optional<Operation> operation =
        ofPath.stream()
            .filter(one -> one.method().equals(isHead ? "GET" : conversation.method()))
            .findFirst();
    List<String> violations = new ArrayList<>();
    if (operation.isEmpty()) {
      checkElsewhere(conversation, !ofPath.isEmpty(), violations);
    } else {
      checkAnswer(operation.get(), conversation, isHead, violations);
      if (conversation.status() / 100 == 2) {
        checkRequest(operation.get(), conversation, violations);
      }
    }
    return violations;
  }

  private List<Operation> operations(String path) {
    String normalized;
    try {
      normalized = HttpUtils.normalizePath(path);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    return contract.operations().stream().filter(one -> one.matches(normalized)).toList();
  }

  /** An unknown path or method. */
  private void checkElsewhere(
      Conversation conversation, boolean isPathKnown, List<String> violations) {
    int status = conversation.status();
    if (isPathKnown && conversation.method().equals("OPTIONS") && status == 204) {
      requireHeader(conversation, "Allow", violations);
      return;
    }
    if (status != (isPathKnown ? 405 : 404) && !UNREADABLE.contains(status)) {
      violations.add(
          isPathKnown
              ? "The contract does not have this method, so 405 is the answer"
              : "The contract does not have this path, so 404 is the answer");
    } else if (!conversation.method().equals("HEAD")) {
      checkProblem(conversation, violations);
    }
    if (status == 405) {
      requireHeader(conversation, "Allow", violations);
    }
  }

  private void checkProblem(Conversation conversation, List<String> violations) {
    if (!conversation.mediaType().equals("application/problem+json")) {
      violations.add("The body is no problem document");
    }
    violations.addAll(
        contract.schema("Problem").violations(conversation.mediaType(), conversation.body()));
  }

  private static void requireHeader(
      Conversation conversation, String name, List<String> violations) {
    if (conversation.header(name).isEmpty()) {
      violations.add("The header " + name + " is missing");
    }
  }

  private static void checkAnswer(
      Operation operation, Conversation conversation, boolean isHead, List<String> violations) {
    Response response = operation.responses().get(conversation.status());
    if (response == null) {
      violations.add(
          "%s is documented with %s, not with %d"
              .formatted(
                  operation,
                  operation.responses().keySet().stream().sorted().toList(),
                  conversation.status()));
      return;
    }
    checkHeaders(response, conversation, violations);
    if (isHead || (response.content().isEmpty() && conversation.body().isEmpty())) {
      return;
    }
    Rule rule = response.content().get(conversation.mediaType());
    if (rule == null) {
      violations.add(
          "A body of the type '%s' is not documented".formatted(conversation.mediaType()));
    } else if (conversation.body().length() <= LARGEST_BODY) {
      violations.addAll(rule.violations(conversation.mediaType(), conversation.body()));
    }
  }

  private static void checkHeaders(
      Response response, Conversation conversation, List<String> violations) {
    for (Header header : response.headers()) {
      Optional<String> value = conversation.header(header.name());
      if (value.isEmpty() && header.required()) {
        violations.add("The header " + header.name() + " is missing");
      }
      value.ifPresent(
          text ->
              header
                  .rule()
                  .violationsOfText(text)
                  .forEach(message -> violations.add(header.name() + ": " + message)));
    }
    for (String name : conversation.headers().keySet()) {
      boolean isDocumented =
          response.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
      if (!isDocumented && !COMMON_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        violations.add("The header " + name + " is not documented");
      }
    }
  }

  private static void checkRequest(
      Operation operation, Conversation conversation, List<String> violations) {
    if (!operation.ignoresParameters()) {
      checkQuery(operation, conversation.query(), violations);
    }
    // In a list each edit is judged on its own, and the answer says which were refused.
    if (operation.id().equals("edit-list") && conversation.body().contains("rejected")) {
      return;
    }
    for (Parameter header : operation.parameters("header")) {
      List<String> values = conversation.requestHeaders().get(header.name());
      if (values != null && !header.name().equals("X-Request-Id")) {
        header
            .rule()
            .violationsOfText(values.get(0))
            .forEach(message -> violations.add("Accepted: " + header.name() + ": " + message));
      }
    }
    String body = conversation.requestBody();
    if (operation.body().isPresent()
        && !operation.body().get().rule().node().isEmpty()
        && (operation.body().get().required() || !body.isBlank())
        && body.length() <= LARGEST_BODY) {
      operation
          .body()
          .get()
          .rule()
          .violations("application/json", body)
          .forEach(message -> violations.add("Accepted: body: " + message));
    }
  }

  private static void checkQuery(Operation operation, String query, List<String> violations) {
    for (String part : query.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      String[] pair = part.split("=", 2);
      String name = URLDecoder.decode(pair[0], StandardCharsets.UTF_8);
      String value = pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
      operation.parameters("query").stream()
          .filter(parameter -> parameter.name().equals(name))
          .findFirst()
          .ifPresentOrElse(
              parameter ->
                  parameter
                      .rule()
                      .violationsOfText(value)
                      .forEach(message -> violations.add("Accepted: " + name + ": " + message)),
              () -> violations.add("Accepted: the parameter " + name + " is not documented"));
    }
  }
}
