package io.dromedary.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One operation of the contract.
 *
 * @param method in capitals
 * @param path with its parameters in braces
 * @param id the id of the route that answers
 * @param ignoresParameters whether it looks at no query parameter, also not to refuse it
 * @param responses by status
 */
record Operation(
    String method,
    String path,
    String id,
    boolean ignoresParameters,
    List<Parameter> parameters,
    Optional<Body> body,
    Map<Integer, Response> responses) {
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*\\}");

  /**
   * A parameter.
   *
   * @param in path, query or header
   * @param example or null
   */
  record Parameter(String name, String in, Rule rule, String example) {
    Parameter {
      requireNonNull(name, "name is null");
      requireNonNull(in, "in is null");
      requireNonNull(rule, "rule is null");
    }
  }

  /** What a request may hold. */
  record Body(boolean required, Rule rule, List<JsonNode> examples) {
    Body {
      requireNonNull(rule, "rule is null");
      examples = List.copyOf(examples);
    }
  }

  /** A header of an answer. */
  record Header(String name, boolean required, Rule rule) {
    Header {
      requireNonNull(name, "name is null");
      requireNonNull(rule, "rule is null");
    }
  }

  /**
   * An answer.
   *
   * @param content schemas by media type
   * @param examples by media type
   */
  record Response(
      List<Header> headers, Map<String, Rule> content, Map<String, List<JsonNode>> examples) {
    Response {
      headers = List.copyOf(headers);
      content = Map.copyOf(content);
      examples = Map.copyOf(examples);
    }
  }

  Operation {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(id, "id is null");
    requireNonNull(body, "body is null");
    parameters = List.copyOf(parameters);
    responses = Map.copyOf(responses);
  }

  /** Whether a path, normalized and without the query, leads to it. */
  boolean matches(String normalizedPath) {
    return Pattern.matches(PARAMETER.matcher(path).replaceAll("[^/]+") + "/?", normalizedPath);
  }

  /** Its parameters of a kind: path, query or header. */
  List<Parameter> parameters(String in) {
    return parameters.stream().filter(parameter -> parameter.in().equals(in)).toList();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
