package io.dromedary.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Set;

/** The fields of an edit's JSON that all kinds of edits read and write alike. */
final class EditFields {
  private static final int MAX_KEY_LENGTH = 255;

  private EditFields() {}

  /**
   * Refuses fields that an edit does not have: a misspelt condition must never widen it.
   *
   * @throws ProblemException MALFORMED_REQUEST with the member {@code field}
   */
  static void requireKnown(JsonNode edit, Set<String> known) {
    for (Iterator<String> names = edit.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw malformed(
            Excerpt.of(name),
            "An edit has no field '%s'; it may have %s."
                .formatted(Excerpt.of(name), String.join(", ", known.stream().sorted().toList())));
      }
    }
  }

  /**
   * A field that is text, or null.
   *
   * @throws ProblemException MALFORMED_REQUEST if it is something else, or missing and required
   */
  static String text(JsonNode edit, String field, boolean required) {
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

  /** The idempotency key, or null. */
  static String key(JsonNode edit) {
    return requireKey(text(edit, "key", false));
  }

  private static String requireKey(String key) {
    if (key != null && (key.isBlank() || key.length() > MAX_KEY_LENGTH)) {
      throw malformed(
          "key", "An idempotency key has 1 to %d characters.".formatted(MAX_KEY_LENGTH));
    }
    return key;
  }

  /** The key that an edit gets from its request's header besides the one in its own field. */
  static String sameKey(String own, String header) {
    if (own != null && !own.equals(header)) {
      throw malformed(
          "key", "The header Idempotency-Key and the field 'key' differ; one of them is enough.");
    }
    return requireKey(header);
  }

  /** The version that the user saw, or null. */
  static EditId version(JsonNode edit) {
    String text = text(edit, "if_match", false);
    try {
      return text == null ? null : EditId.parse(text);
    } catch (IllegalArgumentException e) {
      throw malformed("if_match", e.getMessage() + ".");
    }
  }

  /** Writes a field unless it is absent. */
  static void put(ObjectNode json, String field, String text) {
    if (text != null) {
      json.put(field, text);
    }
  }

  static ProblemException malformed(String field, String detail) {
    return Problem.of(ProblemType.MALFORMED_REQUEST, detail).with("field", field).asException();
  }
}
