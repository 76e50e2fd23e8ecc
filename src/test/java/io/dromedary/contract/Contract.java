package io.dromedary.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import io.dromedary.contract.Operation.Body;
import io.dromedary.contract.Operation.Header;
import io.dromedary.contract.Operation.Parameter;
import io.dromedary.contract.Operation.Response;
import io.dromedary.edit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The contract of the HTTP interface, {@code routes/openapi.yaml}. Thread-safe. */
final class Contract {
  private static final String COMPONENTS = "components";

  private static final JsonMetaSchema DIALECT =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .keyword(new NonValidationKeyword(COMPONENTS))
          .build();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.builder()
          .metaSchema(DIALECT)
          .defaultMetaSchemaIri(DIALECT.getIri())
          .build();
  private static final Contract CURRENT = new Contract(read(Path.of("routes/openapi.yaml")));

  private final JsonNode document;
  private final Map<JsonNode, Rule> rules = new HashMap<>();
  private final Map<JsonNode, Response> responses = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();

  private Contract(JsonNode document) {
    this.document = document;
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                operation(path.getKey(), method.getKey(), method.getValue()))));
  }

  /** The contract of the project's routes. */
  static Contract current() {
    return CURRENT;
  }

  private static JsonNode read(Path file) {
    try {
      return Json.mapper()
          .valueToTree(
              new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Operation> operations() {
    return operations;
  }

  /** The operation of an id. */
  Operation operation(String id) {
    return operations.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  /** A schema of the components. */
  Rule schema(String name) {
    return rule(document.at("/components/schemas/" + name));
  }

  /** The schemas of the components, by name. */
  Map<String, JsonNode> schemas() {
    Map<String, JsonNode> schemas = new LinkedHashMap<>();
    document
        .at("/components/schemas")
        .properties()
        .forEach(one -> schemas.put(one.getKey(), one.getValue()));
    return schemas;
  }

  /** A node itself, or what it refers to. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private Operation operation(String path, String method, JsonNode node) {
    Map<Integer, Response> answers = new LinkedHashMap<>();
    node.path("responses")
        .properties()
        .forEach(
            one ->
                answers.put(
                    Integer.valueOf(one.getKey()),
                    responses.computeIfAbsent(resolved(one.getValue()), this::response)));
    List<Parameter> parameters = new ArrayList<>();
    node.path("parameters").forEach(one -> parameters.add(parameter(resolved(one))));
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        node.path("operationId").asText(),
        node.path("x-ignores-parameters").asBoolean(),
        parameters,
        body(node.path("requestBody")),
        answers);
  }

  private Parameter parameter(JsonNode node) {
    JsonNode example = node.get("example");
    return new Parameter(
        node.path("name").asText(),
        node.path("in").asText(),
        rule(node.get("schema")),
        example == null ? null : example.asText());
  }

  private Optional<Body> body(JsonNode node) {
    JsonNode json = node.at("/content/application~1json");
    return json.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Body(node.path("required").asBoolean(), rule(json.get("schema")), examples(json)));
  }

  private static List<JsonNode> examples(JsonNode content) {
    List<JsonNode> values = new ArrayList<>();
    content.path("examples").forEach(example -> values.add(example.get("value")));
    return values;
  }

  private Response response(JsonNode node) {
    List<Header> headers = new ArrayList<>();
    node.path("headers")
        .properties()
        .forEach(
            one -> {
              JsonNode header = resolved(one.getValue());
              headers.add(
                  new Header(
                      one.getKey(),
                      header.path("required").asBoolean(),
                      rule(header.get("schema"))));
            });
    Map<String, Rule> content = new LinkedHashMap<>();
    Map<String, List<JsonNode>> examples = new LinkedHashMap<>();
    node.path("content")
        .properties()
        .forEach(
            one -> {
              content.put(one.getKey(), rule(one.getValue().get("schema")));
              examples.put(one.getKey(), examples(one.getValue()));
            });
    return new Response(headers, content, examples);
  }

  private Rule rule(JsonNode schema) {
    return rules.computeIfAbsent(
        schema,
        node -> {
          // References are seen from the root, so each schema stands beside all components.
          ObjectNode root = Json.mapper().createObjectNode();
          root.putArray("allOf").add(node);
          root.set(COMPONENTS, document.get(COMPONENTS));
          return new Rule(node, SCHEMAS.getSchema(root));
        });
  }
}
