package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.CellChange;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.StoredColumn;
import io.dromedary.edit.Edit.SetCell;
import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.Outcome;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.TableEdit;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides edits in memory and says what is to be recorded of them. */
final class EditDecider {
  private static final Logger LOG = LoggerFactory.getLogger(EditDecider.class);

  private final FormulaSheets sheets;
  private final Map<String, EditId> lastChanges = new HashMap<>();

  EditDecider(FormulaSheets sheets) {
    this.sheets = requireNonNull(sheets, "sheets is null");
  }

  /** Applies an edit of a cell to its cube and adds it to the group. */
  void apply(LogEntry entry, TableEdit request, SetCell edit, CubeState cube, Group group) {
    requireUnchanged(request, cube.model());
    CellChange change = cube.apply(edit, entry.id());
    RecordedEdit recorded;
    try {
      recorded = recorded(entry, request, edit, cube, change);
    } catch (RuntimeException e) {
      revert(cube, change);
      throw e;
    }
    group.add(() -> revert(cube, change), change.positions().length);
    group.add(sheets.withConsequences(recorded, cube, group));
    changed(cube.model().table(), entry.id());
  }

  private static void revert(CubeState cube, CellChange change) {
    cube.revert(change);
    cube.columns().forEach(StoredColumn::reverted);
  }

  private static RecordedEdit recorded(
      LogEntry entry, TableEdit request, SetCell edit, CubeState cube, CellChange change) {
    Outcome outcome =
        Outcome.applied(
            entry.id(), change.positions().length, change.oldTotal(), change.newTotal());
    return new RecordedEdit(
        entry.id(),
        request.key(),
        entry.data(),
        Status.APPLIED,
        outcome.toJson(),
        "[" + change.updates() + "]",
        cube.model().table(),
        edit.measure(),
        new EditImage(change.leafIds(), change.before(), change.after()).encode(),
        null,
        null);
  }

  /** Records an edit of a column, which the database has decided. */
  static RecordedEdit recorded(
      LogEntry entry, TableEdit request, ColumnUpdate.Result result, CubeModel cube) {
    return new RecordedEdit(
        entry.id(),
        request.key(),
        entry.data(),
        Status.APPLIED,
        Outcome.applied(entry.id(), result.rows(), null, null).toJson(),
        result.updates(),
        cube.table(),
        null,
        null,
        null,
        null);
  }

  /**
   * Holds an edit against the version that its user saw.
   *
   * @throws io.dromedary.edit.ProblemException PRECONDITION_FAILED
   */
  void requireUnchanged(TableEdit request, CubeModel cube) {
    EditId last = lastChanges.getOrDefault(cube.table(), EditId.ZERO);
    if (request.ifMatch() != null && last.isAfter(request.ifMatch())) {
      throw Problem.of(
              ProblemType.PRECONDITION_FAILED,
              "The cube '%s' has changed since the version %s; its version is now %s."
                  .formatted(cube.name(), request.ifMatch(), last))
          .with("current", last.toString())
          .asException();
    }
  }

  /** By leaf table: the last edit that changed it. */
  Map<String, EditId> lastChanges() {
    return Map.copyOf(lastChanges);
  }

  /** Goes back to what was known before edits that are taken back. */
  void restore(Map<String, EditId> former) {
    lastChanges.clear();
    lastChanges.putAll(former);
  }

  /** Notes that an edit has changed a leaf table or what belongs to it. */
  void changed(String leafTable, EditId id) {
    lastChanges.put(leafTable, id);
  }

  /** Records that the data or the edit itself forbids it. */
  static RecordedEdit rejected(LogEntry entry, String key, Problem problem) {
    LOG.info("Edit {} is rejected: {}", entry.id(), problem.detail());
    return RecordedEdit.unchanged(
        entry.id(),
        key,
        entry.data(),
        Status.REJECTED,
        Outcome.rejected(entry.id(), problem).toJson());
  }

  /**
   * Records an edit under a key that was there before: it has the outcome of the first, unless it
   * is another edit.
   */
  static RecordedEdit repeated(LogEntry entry, String key, RecordedEdit first) {
    if (!first.request().equals(entry.data())) {
      return rejected(
          entry,
          null,
          Problem.of(
                  ProblemType.KEY_REUSED,
                  "The idempotency key '%s' belongs to the edit %s, which asks for something else."
                      .formatted(key, first.id()))
              .with("first_edit", first.id().toString()));
    }
    return RecordedEdit.unchanged(
        entry.id(), null, entry.data(), Status.DUPLICATE, first.outcome());
  }
}
