package io.dromedary.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.crash.StreamContents.Entry;
import io.dromedary.crash.Workbook.StoredEdit;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.edit.LogEntry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is left when a run is over.
 *
 * @param requests the entries of {@code request_duck}
 * @param responses the entries of {@code response_duck}
 * @param edits the edits in the database
 */
record Evidence(
    Ledger ledger, List<Entry> requests, List<Entry> responses, List<StoredEdit> edits) {

  /** The log as the writer takes it. */
  List<LogEntry> log() {
    return requests.stream()
        .map(entry -> new LogEntry(entry.id(), entry.fields().getOrDefault("data", "")))
        .toList();
  }

  Map<EditId, StoredEdit> editsById() {
    return edits.stream().collect(Collectors.toMap(StoredEdit::id, Function.identity()));
  }

  List<StoredEdit> applied() {
    return edits.stream().filter(edit -> edit.status().equals("applied")).toList();
  }

  /** The edits that changed rows, in order: those that the feed must have told. */
  List<EditId> withUpdates() {
    return edits.stream().filter(edit -> !edit.updates().equals("[]")).map(StoredEdit::id).toList();
  }

  /** The name of the attempt that an edit comes from. */
  static String attemptOf(StoredEdit edit) {
    return attemptOf(Json.read(edit.request()));
  }

  /** Likewise, from the JSON of the edit. */
  static String attemptOf(JsonNode edit) {
    return edit.hasNonNull("user")
        ? edit.get("user").textValue()
        : RandomCells.attemptIn(edit.path("cells"));
  }
}
