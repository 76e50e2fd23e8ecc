package io.dromedary.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An edit as it stands in a request and in the log: well-formed, but its names not yet checked.
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
public record EditRequest(
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
    String lastModified) {

  /** The only type of edit so far; also what is meant where none is named. */
  public static final String UPDATE_CELL = "update_cell";

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

  private static final int MAX_KEY_LENGTH = 255;
  private static final int MAX_DIGITS = 40;

  /**
   * Reads an edit, with or without the envelope {@code {"data": …}}.
   *
   * @throws ProblemException MALFORMED_REQUEST with the member {@code field}
   */
  public static EditRequest read(JsonNode json) {
    JsonNode edit =
        json.isObject() && json.size() == 1 && json.has("data") ? json.get("data") : json;
    if (!edit.isObject()) {
      throw malformed(
          "data",
          "An edit is an object such as {\"table\":\"sales\",\"column\":\"quantity\",\"value\":\"120\",\"condition\":\"brand = 'Brand A'\"}.");
    }
    requireKnownFields(edit);
    String type = text(edit, "type", false);
    if (type != null && !type.equals(UPDATE_CELL)) {
      throw malformed(
          "type", "'%s' is no type of edit; there is update_cell.".formatted(Excerpt.of(type)));
    }
    String condition = text(edit, "condition", false);
    Map<String, List<Object>> region = region(edit.get("region"));
    if ((condition == null) == (region == null)) {
      throw malformed(
          "condition",
          "An edit has either a 'condition' or a 'region'; an empty condition means the whole table.");
    }
    return new EditRequest(
        text(edit, "table", true),
        text(edit, "column", true),
        scalar(edit.get("value")),
        condition,
        region,
        text(edit, "method", false),
        text(edit, "scope", false),
        expected(edit.get("expected")),
        text(edit, "user", false),
        key(text(edit, "key", false)),
        version(text(edit, "if_match", false)),
        text(edit, "last_modified", false));
  }

  /**
   * The same edit under an idempotency key.
   *
   * @throws ProblemException MALFORMED_REQUEST if it has another one, or that is none
   */
  public EditRequest withKey(String newKey) {
    if (key != null && !key.equals(newKey)) {
      throw malformed(
          "key", "The header Idempotency-Key and the field 'key' differ; one of them is enough.");
    }
    return with(key(newKey), ifMatch);
  }

  /** The same edit on condition that the table has not changed since a version. */
  public EditRequest withIfMatch(EditId version) {
    return with(key, version);
  }

  private EditRequest with(String newKey, EditId newIfMatch) {
    return new EditRequest(
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

  /** The form in the log, which {@link #read} reads. */
  public String toJson() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("table", table);
    json.put("column", column);
    if (value != null) {
      json.set("value", value);
    }
    put(json, "condition", condition);
    if (region != null) {
      json.set("region", Json.mapper().valueToTree(region));
    }
    put(json, "method", method);
    put(json, "scope", scope);
    if (expected != null) {
      json.put("expected", expected);
    }
    put(json, "user", user);
    put(json, "key", key);
    put(json, "if_match", ifMatch == null ? null : ifMatch.toString());
    put(json, "last_modified", lastModified);
    return Json.write(json);
  }

  private static void put(ObjectNode json, String field, String text) {
    if (text != null) {
      json.put(field, text);
    }
  }

  private static void requireKnownFields(JsonNode edit) {
    for (Iterator<String> names = edit.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        // A misspelt condition must never widen an edit.
        throw malformed(
            Excerpt.of(name),
            "An edit has no field '%s'; it may have %s."
                .formatted(Excerpt.of(name), String.join(", ", FIELDS.stream().sorted().toList())));
      }
    }
  }

  private static String text(JsonNode edit, String field, boolean required) {
    JsonNode node = edit.get(field);
    if (node == null || node.isNull()) {
      if (required) {
        throw malformed(field, "An edit needs the field '%s'.".formatted(field));
      }
      return null;
    }
    if (!node.isTextual()) {
      throw malformed(field, "The field '%s' must be a string.".formatted(field));
    }
    return node.textValue();
  }

  private static JsonNode scalar(JsonNode node) {
    if (node != null && node.isContainerNode()) {
      throw malformed("value", "The field 'value' must be a string, a number, a boolean or null.");
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
        .filter(EditRequest::isOfOrdinarySize)
        .orElseThrow(
            () ->
                malformed(
                    "expected",
                    "The field 'expected' must be the total that you saw, a number of at most %d digits."
                        .formatted(MAX_DIGITS)));
  }

  /** Whether it can be written out: one with a large exponent would fill the memory. */
  private static boolean isOfOrdinarySize(BigDecimal number) {
    return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
  }

  private static String key(String key) {
    if (key != null && (key.isBlank() || key.length() > MAX_KEY_LENGTH)) {
      throw malformed(
          "key", "An idempotency key has 1 to %d characters.".formatted(MAX_KEY_LENGTH));
    }
    return key;
  }

  private static EditId version(String text) {
    try {
      return text == null ? null : EditId.parse(text);
    } catch (IllegalArgumentException e) {
      throw malformed("if_match", e.getMessage() + ".");
    }
  }

  private static Map<String, List<Object>> region(JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isObject()) {
      throw malformed(
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
      throw malformed(
          "region",
          "A member of '%s' must be a string, a number or null.".formatted(Excerpt.of(column)));
    }
    if (!node.isNumber()) {
      return node.isNull() ? null : node.asText();
    }
    if (!isOfOrdinarySize(node.decimalValue())) {
      throw malformed(
          "region",
          "A member of '%s' that is a number has at most %d digits."
              .formatted(Excerpt.of(column), MAX_DIGITS));
    }
    return node.decimalValue();
  }

  private static ProblemException malformed(String field, String detail) {
    return Problem.of(ProblemType.MALFORMED_REQUEST, detail).with("field", field).asException();
  }
}
