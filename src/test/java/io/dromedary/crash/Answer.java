package io.dromedary.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;

/**
 * What a client was told of an edit that is in the log.
 *
 * @param attempt the name of the {@link Attempt}
 * @param id under which the edit can be asked for
 * @param body the outcome, the problem, or that the edit is accepted
 */
record Answer(String attempt, EditId id, JsonNode body) {
  /** Whether the answer says how the edit ended. */
  boolean isFinal() {
    return !body.path("status").asText().equals("accepted");
  }

  boolean isApplied() {
    return body.path("status").asText().equals("applied");
  }
}
