package io.dromedary.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.crash.StreamContents.Entry;
import io.dromedary.crash.Workbook.StoredEdit;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of every run, whatever was killed in it. */
final class ExactlyOnceChecks {
  private final Evidence evidence;
  private final Map<EditId, StoredEdit> edits;

  ExactlyOnceChecks(Evidence evidence) {
    this.evidence = evidence;
    this.edits = evidence.editsById();
  }

  void run() {
    assertThat(evidence.ledger().failures()).isEmpty();
    everyEntryHasOneOutcome();
    everyAnswerIsTrue();
    everyAttemptIsMadeAtMostOnce();
  }

  private void everyEntryHasOneOutcome() {
    List<EditId> requested = evidence.requests().stream().map(Entry::id).toList();
    assertThat(requested).as("the log").isSorted().doesNotHaveDuplicates();
    assertThat(evidence.edits().stream().map(StoredEdit::id))
        .as("the edits in the database are those of the log, in its order")
        .containsExactlyElementsOf(requested);
    assertThat(evidence.responses().stream().map(Entry::id))
        .as("the outcomes in response_duck are those of the log, in its order")
        .containsExactlyElementsOf(requested);
    for (Entry response : evidence.responses()) {
      StoredEdit edit = edits.get(response.id());
      assertThat(response.fields())
          .as("the outcome of %s", response.id())
          .containsEntry("status", edit.status())
          .containsEntry("data", edit.outcome())
          .containsEntry("updates", edit.updates());
    }
  }

  private void everyAnswerIsTrue() {
    for (Answer answer : evidence.ledger().answers()) {
      StoredEdit edit = edits.get(answer.id());
      assertThat(edit).as("the edit of the answer %s", answer).isNotNull();
      assertThat(Evidence.attemptOf(edit)).isEqualTo(answer.attempt());
      if (answer.isFinal()) {
        JsonNode outcome = Json.read(edit.outcome());
        if (answer.body().has(RandomCells.ANSWERED)) {
          assertThat(RandomCells.isTrue(answer.body().get(RandomCells.ANSWERED), outcome))
              .as("%s is what became of %s", answer, outcome)
              .isTrue();
        } else if (answer.body().has("rows")) {
          assertThat(answer.body()).isEqualTo(outcome);
        } else {
          assertThat(answer.body().path("type")).isEqualTo(outcome.path("problem").path("type"));
        }
      }
    }
  }

  private void everyAttemptIsMadeAtMostOnce() {
    Set<String> refused = evidence.ledger().refusedNames();
    Map<String, List<StoredEdit>> byAttempt =
        evidence.edits().stream()
            .filter(edit -> !edit.status().equals("duplicate"))
            .collect(Collectors.groupingBy(Evidence::attemptOf));
    byAttempt.forEach(
        (name, made) -> {
          assertThat(made).as("the edits of the attempt '%s'", name).hasSize(1);
          assertThat(evidence.ledger().find(name)).as("the attempt '%s'", name).isPresent();
        });
    assertThat(byAttempt.keySet())
        .as("edits that were refused")
        .doesNotContainAnyElementsOf(refused);
    Set<String> assured = new HashSet<>(evidence.ledger().assuredNames());
    assured.removeAll(refused);
    assertThat(byAttempt.keySet())
        .as("edits that were repeated until there was an answer")
        .containsAll(assured);
  }

  /** The sum of the increments of {@code net_price} that were applied. */
  BigDecimal increments() {
    return evidence.applied().stream()
        .flatMap(edit -> evidence.ledger().find(Evidence.attemptOf(edit)).stream())
        .flatMap(attempt -> attempt.increment().stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
