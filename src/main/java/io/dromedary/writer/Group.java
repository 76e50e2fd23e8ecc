package io.dromedary.writer;

import io.dromedary.edit.EditId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The edits that one transaction commits, and how to take them back from memory if it fails. */
final class Group {
  /** A group of so many characters is committed before it grows further. */
  private static final int MAX_CHARACTERS = 8 << 20;

  /** Likewise one with so many changes, for which it holds what a roll-back needs. */
  private static final int MANY_CHANGES = 200_000;

  private final Map<String, EditId> lastChanges;
  private final List<RecordedEdit> edits = new ArrayList<>();
  private final Map<EditId, RecordedEdit> byId = new LinkedHashMap<>();
  private final List<Runnable> undo = new ArrayList<>();
  private final List<CellRows> cellRows = new ArrayList<>();
  private int characters;
  private int changes;

  /** Begins a group with what the decider knows at that time. */
  Group(EditDecider decider) {
    this.lastChanges = decider.lastChanges();
  }

  void add(RecordedEdit edit) {
    edits.add(edit);
    byId.put(edit.id(), edit);
    characters += edit.length();
  }

  /**
   * Takes a change of the memory.
   *
   * @param revert takes it back
   * @param size how many leaves or cells it is about
   */
  void add(Runnable revert, int size) {
    undo.add(revert);
    changes += size;
  }

  /** Takes versions of cells that the tables are to get. */
  void add(CellRows rows) {
    cellRows.add(rows);
  }

  List<CellRows> cellRows() {
    return cellRows;
  }

  List<RecordedEdit> edits() {
    return edits;
  }

  Optional<RecordedEdit> find(EditId id) {
    return Optional.ofNullable(byId.get(id));
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  boolean isFull() {
    return characters >= MAX_CHARACTERS || changes >= MANY_CHANGES;
  }

  /** Takes all changes back from memory, the last one first. */
  void revert(IdempotencyKeys keys, EditDecider decider) {
    for (int index = undo.size() - 1; index >= 0; index--) {
      undo.get(index).run();
    }
    edits.stream()
        .filter(edit -> edit.key() != null)
        .forEach(edit -> keys.forget(edit.key(), edit.id()));
    decider.restore(lastChanges);
  }
}
