package io.dromedary.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.contract.Operation.Parameter;
import io.dromedary.edit.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Makes up requests from the contract: some as it wants them, some that are nearly so, and some
 * that are not at all. Each operation gets its share.
 */
final class FuzzRequests {
  /** Stands in a path for the id of an edit or webhook that there is. */
  static final String LIVE_ID = "LIVE-ID";

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW");

  private final Contract contract = Contract.current();
  private final SchemaValues values = new SchemaValues(contract);

  /** Requests of all operations. */
  Arbitrary<FuzzRequest> requests() {
    return Arbitraries.oneOf(contract.operations().stream().map(this::requests).toList());
  }

  private Arbitrary<FuzzRequest> requests(Operation operation) {
    Arbitrary<String> methods =
        Arbitraries.frequencyOf(
            Tuple.of(15, Arbitraries.just(operation.method())),
            Tuple.of(1, Arbitraries.of(METHODS)));
    return Combinators.combine(
            methods, paths(operation), queries(operation), headers(operation), bodies(operation))
        .as(
            (method, path, query, headers, body) ->
                new FuzzRequest(
                    operation.id(),
                    method,
                    query.isEmpty() ? path : path + "?" + query,
                    headers,
                    body));
  }

  private Arbitrary<String> paths(Operation operation) {
    List<Parameter> parameters = operation.parameters("path");
    List<Arbitrary<String>> texts =
        parameters.stream().map(parameter -> pathTexts(parameter)).toList();
    return Combinators.combine(texts)
        .as(
            chosen -> {
              String path = operation.path();
              for (int index = 0; index < chosen.size(); index++) {
                path = path.replace("{" + parameters.get(index).name() + "}", chosen.get(index));
              }
              return path;
            });
  }

  private Arbitrary<String> pathTexts(Parameter parameter) {
    Arbitrary<String> right =
        parameter.name().equals("id")
            ? Arbitraries.just(LIVE_ID)
            : values
                .of(parameter.name(), parameter.rule().node())
                .map(value -> encoded(value.asText()));
    return Arbitraries.frequencyOf(
        Tuple.of(6, right),
        Tuple.of(1, Hostile.texts().map(FuzzRequests::encoded)),
        Tuple.of(1, Hostile.texts().map(FuzzRequests::hardlyEncoded)));
  }

  private Arbitrary<String> queries(Operation operation) {
    List<Arbitrary<Optional<String>>> parts = new ArrayList<>();
    for (Parameter parameter : operation.parameters("query")) {
      parts.add(
          Arbitraries.frequencyOf(
                  Tuple.of(
                      5,
                      values.of(parameter.name(), parameter.rule().node()).map(JsonNode::asText)),
                  Tuple.of(1, Hostile.texts()))
              .map(text -> parameter.name() + "=" + encoded(text))
              .optional(0.3));
    }
    parts.add(
        Combinators.combine(Hostile.texts(), Hostile.texts())
            .as((name, value) -> hardlyEncoded(name) + "=" + hardlyEncoded(value))
            .optional(0.04));
    parts.add(Arbitraries.of("limit=1&limit=2", "&&", "=", "%zz", "limit").optional(0.03));
    return Combinators.combine(parts)
        .as(chosen -> chosen.stream().flatMap(Optional::stream).collect(Collectors.joining("&")));
  }

  private Arbitrary<Map<String, List<String>>> headers(Operation operation) {
    Map<String, Arbitrary<Optional<String>>> headers = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters("header")) {
      headers.put(
          parameter.name(),
          Arbitraries.frequencyOf(Tuple.of(2, headerTexts(parameter)), Tuple.of(1, Hostile.texts()))
              .optional(0.12));
    }
    operation
        .parameters("path")
        .forEach(parameter -> headers.put(parameter.name(), Hostile.texts().optional(0.03)));
    headers.put("Content-Type", Hostile.mediaTypes().optional(0.2));
    headers.put("Accept", Hostile.mediaTypes().optional(0.1));
    headers.put("Camel" + "HttpUri", Hostile.texts().optional(0.02));
    List<String> names = List.copyOf(headers.keySet());
    return Combinators.combine(List.copyOf(headers.values())).as(chosen -> headers(names, chosen));
  }

  private Arbitrary<String> headerTexts(Parameter parameter) {
    return switch (parameter.name()) {
      case "Prefer" -> Arbitraries.of("respond-async", "wait=0", "wait=5", "handling=lenient");
      case "If-Match" -> Arbitraries.of("*", "\"0-0\"", "\"9999999999999-0\"");
      default -> values.of(parameter.name(), parameter.rule().node()).map(JsonNode::asText);
    };
  }

  private static Map<String, List<String>> headers(
      List<String> names, List<Optional<String>> chosen) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      chosen.get(index).ifPresent(text -> headers.put(name, List.of(headerText(text))));
    }
    return headers;
  }

  /** What a client can send: neither line breaks nor more than the server reads. */
  private static String headerText(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e\\x80-\\xff]", "?").strip();
    return printable.substring(0, Math.min(printable.length(), 4_000));
  }

  private Arbitrary<String> bodies(Operation operation) {
    if (operation.body().isEmpty()) {
      return Arbitraries.frequencyOf(
          Tuple.of(20, Arbitraries.just("")), Tuple.of(1, Hostile.bodies()));
    }
    Arbitrary<JsonNode> right =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.of(operation.body().get().examples())),
            Tuple.of(2, values.of(operation.id(), operation.body().get().rule().node())));
    Arbitrary<String> texts = right.map(FuzzRequests::text);
    return Arbitraries.frequencyOf(
        Tuple.of(5, texts),
        Tuple.of(3, wrong(right).map(FuzzRequests::text)),
        Tuple.of(2, Hostile.broken(texts)),
        Tuple.of(1, Hostile.bodies()));
  }

  private static String text(JsonNode json) {
    // Nothing is to be called that anybody has.
    return Hostile.bytes(Json.write(json).replace("example.org", "example.invalid"));
  }

  /** JSON with one member that is missing, or another, or too much. */
  private static Arbitrary<JsonNode> wrong(Arbitrary<JsonNode> right) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    Arbitrary<JsonNode> values =
        Arbitraries.frequencyOf(
            Tuple.of(
                2,
                Arbitraries.of(
                    json.nullNode(),
                    json.booleanNode(true),
                    json.numberNode(-1),
                    json.numberNode(1e300),
                    json.numberNode(new java.math.BigDecimal("0.1234567890123456789")),
                    json.arrayNode(),
                    json.arrayNode().add(json.arrayNode()),
                    json.objectNode(),
                    json.objectNode().put("brand", "Brand A"))),
            Tuple.of(1, Hostile.texts().map(json::textNode)));
    return Combinators.combine(
            right, values, Hostile.texts(), Arbitraries.integers().between(0, 1_000))
        .as(
            (body, value, name, number) -> {
              JsonNode copy = body.deepCopy();
              JsonNode inner =
                  copy.isArray() && !copy.isEmpty() ? copy.get(number % copy.size()) : copy;
              if (inner instanceof ObjectNode object) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String member =
                    names.isEmpty() || number % 5 == 0 ? name : names.get(number % names.size());
                if (number % 3 == 0) {
                  object.remove(member);
                } else {
                  object.set(member, value);
                }
              }
              return copy;
            });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Encoded only where a request line would otherwise end. */
  private static String hardlyEncoded(String text) {
    StringBuilder encoded = new StringBuilder();
    Hostile.bytes(text)
        .chars()
        .forEach(
            one ->
                encoded.append(
                    one <= ' ' || one == 0x7f || one == '#'
                        ? "%%%02X".formatted(one)
                        : Character.toString(one)));
    return encoded.toString();
  }
}
