package io.dromedary.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An edit of cells of a table or view, or of a column: well-formed, but its names not yet checked.
 * Optional fields are null if they are absent.
 *
 * @param value a string, a number, a boolean or null, as JSON has it; absent only for a method that
 *     needs none
 * @param condition in the grammar of {@link ConditionParser}; exactly one of it and {@code region}
 *     is there
 * @param region for each column the members meant
 * @param expected the total that the user saw
 * @param key the Idempotency-Key
 * @param ifMatch the version that the user saw
 */
public record TableEdit(
    String table,
    String column,
    JsonNode value,
    String condition,
    Map<String, List<Object>> region,
    String method,
    String scope,
    BigDecimal expected,
    String user,
    String key,
    EditId ifMatch,
    String lastModified)
    implements EditRequest {

  /** The type of this edit; also what is meant where none is named. */
  static final String TYPE = "update_cell";

  private static final Set<String> FIELDS =
      Set.of(
          "type",
          "table",
          "column",
          "value",
          "condition",
          "region",
          "method",
          "scope",
          "expected",
          "user",
          "key",
          "if_match",
          "last_modified");

  private static final int MAX_DIGITS = 40;

  /**
   * Reads an edit.
   *
   * @throws ProblemException MALFORMED_REQUEST with the member {@code field}
   */
  static TableEdit read(JsonNode edit) {
    EditFields.requireKnown(edit, FIELDS);
    String condition = EditFields.text(edit, "condition", false);
    Map<String, List<Object>> region = region(edit.get("region"));
    if ((condition == null) == (region == null)) {
      throw EditFields.malformed(
          "condition",
          "An edit has either a 'condition' or a 'region'; an empty condition means the whole table.");
    }
    return new TableEdit(
        EditFields.text(edit, "table", true),
        EditFields.text(edit, "column", true),
        scalar(edit.get("value")),
        condition,
        region,
        EditFields.text(edit, "method", false),
        EditFields.text(edit, "scope", false),
        expected(edit.get("expected")),
        EditFields.text(edit, "user", false),
        EditFields.key(edit),
        EditFields.version(edit),
        EditFields.text(edit, "last_modified", false));
  }

  @Override
  public TableEdit withKey(String newKey) {
    return with(EditFields.sameKey(key, newKey), ifMatch);
  }

  @Override
  public TableEdit withIfMatch(EditId version) {
    return with(key, version);
  }

  private TableEdit with(String newKey, EditId newIfMatch) {
    return new TableEdit(
        table,
        column,
        value,
        condition,
        region,
        method,
        scope,
        expected,
        user,
        newKey,
        newIfMatch,
        lastModified);
  }

  @Override
  public String toJson() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("table", table);
    json.put("column", column);
    if (value != null) {
      json.set("value", value);
    }
    EditFields.put(json, "condition", condition);
    if (region != null) {
      json.set("region", Json.mapper().valueToTree(region));
    }
    EditFields.put(json, "method", method);
    EditFields.put(json, "scope", scope);
    if (expected != null) {
      json.put("expected", expected);
    }
    EditFields.put(json, "user", user);
    EditFields.put(json, "key", key);
    EditFields.put(json, "if_match", ifMatch == null ? null : ifMatch.toString());
    EditFields.put(json, "last_modified", lastModified);
    return Json.write(json);
  }

  private static JsonNode scalar(JsonNode node) {
    if (node != null && node.isContainerNode()) {
      throw EditFields.malformed(
          "value", "The field 'value' must be a string, a number, a boolean or null.");
    }
    return node;
  }

  private static BigDecimal expected(JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    Optional<BigDecimal> total =
        node.isNumber()
            ? Optional.of(node.decimalValue())
            : Literals.decimal(node.isTextual() ? node.textValue().strip() : "");
    return total
        .filter(TableEdit::isOfOrdinarySize)
        .orElseThrow(
            () ->
                EditFields.malformed(
                    "expected",
                    "The field 'expected' must be the total that you saw, a number of at most %d digits."
                        .formatted(MAX_DIGITS)));
  }

  /** Whether it can be written out: one with a large exponent would fill the memory. */
  private static boolean isOfOrdinarySize(BigDecimal number) {
    return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
  }

  private static Map<String, List<Object>> region(JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isObject()) {
      throw EditFields.malformed(
          "region",
          "The field 'region' must be an object such as {\"brand\": \"Brand A\", \"invoice_date_month\": [\"2025-01\", \"2025-02\"]}.");
    }
    Map<String, List<Object>> region = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry -> {
              List<Object> members = new ArrayList<>();
              if (entry.getValue().isArray()) {
                entry.getValue().forEach(member -> members.add(member(entry.getKey(), member)));
              } else {
                members.add(member(entry.getKey(), entry.getValue()));
              }
              region.put(entry.getKey(), members);
            });
    return region;
  }

  private static Object member(String column, JsonNode node) {
    if (node.isContainerNode()) {
      throw EditFields.malformed(
          "region",
          "A member of '%s' must be a string, a number or null.".formatted(Excerpt.of(column)));
    }
    if (!node.isNumber()) {
      return node.isNull() ? null : node.asText();
    }
    if (!isOfOrdinarySize(node.decimalValue())) {
      throw EditFields.malformed(
          "region",
          "A member of '%s' that is a number has at most %d digits."
              .formatted(Excerpt.of(column), MAX_DIGITS));
    }
    return node.decimalValue();
  }
}
