package io.dromedary.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.dromedary.edit.Json;
import io.dromedary.edit.ProblemException;
import java.util.List;

/**
 * A schema of the contract.
 *
 * @param node the schema as it is written
 * @param schema the same, to validate with
 */
record Rule(JsonNode node, JsonSchema schema) {
  Rule {
    requireNonNull(node, "node is null");
    requireNonNull(schema, "schema is null");
  }

  /** What is wrong with a value. */
  List<String> violations(JsonNode value) {
    return schema.validate(value).stream().map(ValidationMessage::getMessage).toList();
  }

  /** What is wrong with JSON, or with a text where the schema is one of a text. */
  List<String> violations(String mediaType, String body) {
    if (!mediaType.endsWith("json")) {
      return violations(Json.mapper().getNodeFactory().textNode(body));
    }
    try {
      return violations(Json.read(body));
    } catch (ProblemException e) {
      return List.of(e.getMessage());
    }
  }

  /** What is wrong with the text of a parameter or header. */
  List<String> violationsOfText(String text) {
    boolean isInteger = node.path("type").asText().equals("integer");
    return isInteger && text.matches("-?\\d{1,18}")
        ? violations(Json.mapper().getNodeFactory().numberNode(Long.parseLong(text)))
        : violations(Json.mapper().getNodeFactory().textNode(text));
  }
}
