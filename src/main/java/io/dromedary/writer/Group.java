package io.dromedary.writer;

import io.dromedary.cube.CellChange;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.StoredColumn;
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

  /** Likewise one that has changed so many leaves, for which it holds what a roll-back needs. */
  private static final int MANY_LEAVES = 200_000;

  private final Map<String, EditId> lastChanges;
  private final List<RecordedEdit> edits = new ArrayList<>();
  private final Map<EditId, RecordedEdit> byId = new LinkedHashMap<>();
  private final List<Applied> applied = new ArrayList<>();
  private int characters;
  private int leaves;

  private record Applied(CubeState cube, CellChange change) {}

  /** Begins a group with what the decider knows at that time. */
  Group(EditDecider decider) {
    this.lastChanges = decider.lastChanges();
  }

  void add(RecordedEdit edit) {
    edits.add(edit);
    byId.put(edit.id(), edit);
    characters += edit.length();
  }

  void add(CubeState cube, CellChange change) {
    applied.add(new Applied(cube, change));
    leaves += change.positions().length;
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
    return characters >= MAX_CHARACTERS || leaves >= MANY_LEAVES;
  }

  /** Takes all changes back from memory, the last one first. */
  void revert(IdempotencyKeys keys, EditDecider decider) {
    for (int index = applied.size() - 1; index >= 0; index--) {
      applied.get(index).cube().revert(applied.get(index).change());
      applied.get(index).cube().columns().forEach(StoredColumn::reverted);
    }
    edits.stream()
        .filter(edit -> edit.key() != null)
        .forEach(edit -> keys.forget(edit.key(), edit.id()));
    decider.restore(lastChanges);
  }
}
