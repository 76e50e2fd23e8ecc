package io.dromedary.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Makes up values that follow the schemas of the contract. Where the examples of requests have
 * values of the same name, those are taken most of the time, so that much of what is made up means
 * something.
 */
final class SchemaValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Contract contract;
  private final Map<String, List<JsonNode>> known = new HashMap<>();
  private final Map<String, Arbitrary<JsonNode>> made = new HashMap<>();

  SchemaValues(Contract contract) {
    this.contract = contract;
    for (Operation operation : contract.operations()) {
      operation.body().ifPresent(body -> body.examples().forEach(this::harvest));
      operation.parameters().stream()
          .filter(parameter -> parameter.example() != null)
          .forEach(parameter -> know(parameter.name(), JSON.textNode(parameter.example())));
    }
  }

  private void harvest(JsonNode example) {
    example
        .properties()
        .forEach(
            field -> {
              know(field.getKey(), field.getValue());
              harvest(field.getValue());
            });
    if (example.isArray()) {
      example.forEach(this::harvest);
    }
  }

  private void know(String name, JsonNode value) {
    List<JsonNode> values = known.computeIfAbsent(name, key -> new ArrayList<>());
    if (!values.contains(value)) {
      values.add(value);
    }
  }

  /** Values of a schema for a member or parameter of a name. */
  Arbitrary<JsonNode> of(String name, JsonNode schema) {
    // Arbitraries are made once: finding their generators is what costs.
    String key = name + schema;
    Arbitrary<JsonNode> values = made.get(key);
    if (values == null) {
      values = make(name, contract.resolved(schema));
      made.put(key, values);
    }
    return values;
  }

  private Arbitrary<JsonNode> make(String name, JsonNode schema) {
    List<JsonNode> values = known.get(name);
    Arbitrary<JsonNode> ofType = ofSchema(name, schema);
    return values == null
        ? ofType
        : Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of(values)), Tuple.of(1, ofType));
  }

  private Arbitrary<JsonNode> ofSchema(String name, JsonNode schema) {
    if (schema.has("const")) {
      return Arbitraries.just(schema.get("const"));
    }
    if (schema.has("enum")) {
      return Arbitraries.of(list(schema.get("enum")));
    }
    if (schema.has("oneOf")) {
      return Arbitraries.oneOf(
          list(schema.get("oneOf")).stream()
              .map(one -> ofSchema(name, contract.resolved(one)))
              .toList());
    }
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return Arbitraries.oneOf(
          list(type).stream().map(one -> ofType(name, one.asText(), schema)).toList());
    }
    return ofType(name, type.asText("any"), schema);
  }

  private Arbitrary<JsonNode> ofType(String name, String type, JsonNode schema) {
    return switch (type) {
      case "string" ->
          Arbitraries.strings()
              .withCharRange(' ', '~')
              .withChars("äß€\uD83D\uDC2A")
              .ofMinLength(schema.path("minLength").asInt())
              .ofMaxLength(10)
              .map(JSON::textNode);
      case "integer" -> integers(schema).map(JSON::numberNode);
      case "number" ->
          Arbitraries.bigDecimals()
              .between(BigDecimal.valueOf(-1_000), BigDecimal.valueOf(100_000))
              .map(JSON::numberNode);
      case "boolean" -> Arbitraries.of(true, false).map(JSON::booleanNode);
      case "null" -> Arbitraries.just(JSON.nullNode());
      case "array" ->
          of(name, schema.path("items"))
              .list()
              .ofMinSize(Math.max(1, schema.path("minItems").asInt()))
              .ofMaxSize(4)
              .map(SchemaValues::array);
      case "object" -> objects(schema);
      default -> Arbitraries.of("x", "").map(JSON::textNode);
    };
  }

  private static Arbitrary<Long> integers(JsonNode schema) {
    // A wait would only cost time.
    long most = Math.min(schema.path("maximum").asLong(1_000), 10_000);
    return most == 60
        ? Arbitraries.of(0L, 1L)
        : Arbitraries.longs().between(schema.path("minimum").asLong(0), most);
  }

  private Arbitrary<JsonNode> objects(JsonNode schema) {
    Map<String, Arbitrary<Optional<JsonNode>>> members = new LinkedHashMap<>();
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(one -> required.add(one.asText()));
    schema.path("anyOf").path(0).path("required").forEach(one -> required.add(one.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(
            one -> {
              Arbitrary<JsonNode> values = of(one.getKey(), one.getValue());
              members.put(
                  one.getKey(),
                  required.contains(one.getKey())
                      ? values.map(Optional::of)
                      : values.optional(0.15));
            });
    List<String> names = List.copyOf(members.keySet());
    Arbitrary<ObjectNode> fixed =
        Combinators.combine(List.copyOf(members.values())).as(values -> object(names, values));
    JsonNode others = schema.path("additionalProperties");
    if (!others.isObject()) {
      return fixed.map(object -> object);
    }
    Arbitrary<Map<String, JsonNode>> more =
        Arbitraries.maps(
                Arbitraries.of("price", "amount", "sum", "brand", "product_id", "a1", "ä b"),
                of("cell value", others))
            .ofMinSize(1)
            .ofMaxSize(4);
    return Combinators.combine(fixed, more).as((object, fields) -> object.setAll(fields));
  }

  private static ObjectNode object(List<String> names, List<Optional<JsonNode>> values) {
    ObjectNode object = JSON.objectNode();
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      values.get(index).ifPresent(value -> object.set(name, value));
    }
    return object;
  }

  private static JsonNode array(List<JsonNode> elements) {
    ArrayNode array = JSON.arrayNode();
    elements.forEach(array::add);
    return array;
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }
}
