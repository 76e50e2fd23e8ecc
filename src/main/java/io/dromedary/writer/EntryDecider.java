package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.EditResolver;
import io.dromedary.duckdb.Database;
import io.dromedary.edit.Edit;
import io.dromedary.edit.EditId;
import io.dromedary.edit.EditRequest;
import io.dromedary.edit.Json;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SheetEdit;
import io.dromedary.edit.TableEdit;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of an entry of the log: reads it, finds repetitions by their keys, and has the edit
 * decided in memory. Not thread-safe.
 */
final class EntryDecider {
  private static final Logger LOG = LoggerFactory.getLogger(EntryDecider.class);

  private final Database database;
  private final EditResolver resolver;
  private final Cubes cubes;
  private final Journal journal;
  private IdempotencyKeys keys = new IdempotencyKeys();
  private final FormulaSheets sheets;
  private EditDecider edits;

  /** The edit that was last found to take more heap than there is, and one that was so twice. */
  private EditId exhausted = EditId.ZERO;

  private EditId tooLarge = EditId.ZERO;

  /** An edit of a column, which needs a transaction of its own. */
  record PendingColumn(TableEdit request, Edit.SetColumn edit) {}

  EntryDecider(
      Database database, Catalog catalog, Cubes cubes, FormulaSheets sheets, Journal journal) {
    this.database = requireNonNull(database, "database is null");
    this.resolver = new EditResolver(catalog);
    this.cubes = requireNonNull(cubes, "cubes is null");
    this.sheets = requireNonNull(sheets, "sheets is null");
    this.journal = requireNonNull(journal, "journal is null");
    this.edits = new EditDecider(sheets);
  }

  /** Reads from the database what has to be known of the edits up to a position. */
  void load(EditId position) throws SQLException {
    keys = new IdempotencyKeys();
    journal.rememberKeys(database.writer(), position, keys);
    edits = new EditDecider(sheets);
    journal.lastChanges(database.writer()).forEach(edits::changed);
  }

  /** Begins a group. */
  Group begin() {
    return new Group(edits);
  }

  /** Takes back from memory what a group has changed. */
  void revert(Group group) {
    group.revert(keys, edits);
  }

  /**
   * Holds an edit of a column against the version that its user saw.
   *
   * @throws ProblemException PRECONDITION_FAILED
   */
  void requireUnchanged(TableEdit request, CubeModel cube) {
    edits.requireUnchanged(request, cube);
  }

  /** Notes that an edit of a column is committed. */
  void columnChanged(CubeModel cube, EditId id) {
    edits.changed(cube.table(), id);
  }

  /**
   * Decides an entry and adds what becomes of it to the group.
   *
   * @return an edit of a column, which is not decided yet
   */
  Optional<PendingColumn> decide(LogEntry entry, Group group) throws SQLException {
    if (entry.id().equals(tooLarge)) {
      group.add(failed(entry, null));
      return Optional.empty();
    }
    try (EditContext context = EditContext.of(entry)) {
      return decideInContext(entry, group);
    }
  }

  private Optional<PendingColumn> decideInContext(LogEntry entry, Group group) throws SQLException {
    String key = null;
    try {
      EditRequest request = EditRequest.read(Json.read(entry.data()));
      key = request.key();
      Optional<EditId> first = key == null ? Optional.empty() : keys.firstEdit(key, entry.id());
      if (first.isPresent()) {
        group.add(EditDecider.repeated(entry, key, find(first.get(), group)));
        return Optional.empty();
      }
      if (request instanceof SheetEdit edit) {
        sheets.decide(entry, edit, group);
      } else {
        TableEdit tableEdit = (TableEdit) request;
        Edit edit = resolver.resolve(tableEdit);
        if (edit instanceof Edit.SetColumn column) {
          return Optional.of(new PendingColumn(tableEdit, column));
        }
        applyCell(entry, tableEdit, (Edit.SetCell) edit, group);
      }
      remember(key, entry.id());
      LOG.debug("Edit {} is applied: {}", entry.id(), entry.data());
    } catch (ProblemException e) {
      group.add(EditDecider.rejected(entry, key, e.problem()));
      remember(key, entry.id());
    } catch (OutOfMemoryError e) {
      noteExhausted(entry.id());
      throw new HeapExhaustedException(entry.id(), e);
    } catch (RuntimeException e) {
      LOG.error("Edit {} failed and is rejected", entry.id(), e);
      group.add(failed(entry, key));
      remember(key, entry.id());
    }
    return Optional.empty();
  }

  /** The first time others may have taken the memory; the second time the edit is too large. */
  private void noteExhausted(EditId id) {
    if (id.equals(exhausted)) {
      tooLarge = id;
    }
    exhausted = id;
  }

  private void applyCell(LogEntry entry, TableEdit request, Edit.SetCell edit, Group group) {
    try {
      edits.apply(entry, request, edit, cubes.state(edit.cube()), group);
    } catch (ProblemException e) {
      if (e.problem().type() != ProblemType.REGION_TOO_LARGE) {
        throw e;
      }
      // What the tables have still to take up is in memory.
      cubes.drain();
      edits.apply(entry, request, edit, cubes.state(edit.cube()), group);
    }
  }

  /** Remembers the first edit under a key, if it has one. */
  void remember(String key, EditId id) {
    if (key != null) {
      keys.remember(key, id);
    }
  }

  private RecordedEdit find(EditId id, Group group) throws SQLException {
    Optional<RecordedEdit> inGroup = group.find(id);
    return inGroup.isPresent() ? inGroup.get() : journal.find(database.writer(), id).orElseThrow();
  }

  /** Records an edit that could not be applied for a reason that the program's log tells. */
  static RecordedEdit failed(LogEntry entry, String key) {
    return EditDecider.rejected(
        entry,
        key,
        Problem.of(
            ProblemType.INTERNAL_ERROR,
            "The edit %s could not be applied; the log of the program says why."
                .formatted(entry.id())));
  }
}
