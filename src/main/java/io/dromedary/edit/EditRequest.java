package io.dromedary.edit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An edit as it stands in a request and in the log: well-formed, but not yet held against models
 * and data. Optional fields are null if they are absent.
 */
public sealed interface EditRequest permits TableEdit, SheetEdit {
  /** The Idempotency-Key. */
  String key();

  /** The version that the user saw. */
  EditId ifMatch();

  /**
   * The same edit under an idempotency key.
   *
   * @throws ProblemException MALFORMED_REQUEST if it has another one, or that is none
   */
  EditRequest withKey(String key);

  /** The same edit on condition that what it changes has not changed since a version. */
  EditRequest withIfMatch(EditId version);

  /** The form in the log, which {@link #read} reads. */
  String toJson();

  /**
   * Reads an edit, with or without the envelope {@code {"data": …}}.
   *
   * @throws ProblemException MALFORMED_REQUEST with the member {@code field}
   */
  static EditRequest read(JsonNode json) {
    JsonNode edit =
        json.isObject() && json.size() == 1 && json.has("data") ? json.get("data") : json;
    if (!edit.isObject()) {
      throw EditFields.malformed(
          "data",
          "An edit is an object such as {\"table\":\"sales\",\"column\":\"quantity\",\"value\":\"120\",\"condition\":\"brand = 'Brand A'\"}.");
    }
    String type = EditFields.text(edit, "type", false);
    return type == null || type.equals(TableEdit.TYPE)
        ? TableEdit.read(edit)
        : SheetEditReader.read(type, edit);
  }
}
