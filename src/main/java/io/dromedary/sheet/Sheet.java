package io.dromedary.sheet;

import io.dromedary.edit.CellName;
import io.dromedary.edit.EditId;
import io.dromedary.formula.Formula;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A sheet as the writer has it in memory. Not thread-safe. */
final class Sheet {
  final String key;
  final String name;

  /** Counts sheets in the order in which they were made; no number is ever given twice. */
  final int number;

  private final Map<String, Cell> cells = new HashMap<>();

  /** The cells that readers have yet to see as they are. */
  private final List<Cell> unpublished = new ArrayList<>();

  /** All places that are or were cells. */
  private final List<Cell> byNumber = new ArrayList<>();

  /**
   * Whether a cell was ever named as a number. As long as none is, the numbers in formulas, each of
   * which might mean a cell, need no places.
   */
  private boolean hasNumberNames;

  /** How many cells there are. */
  int size;

  /** The last edit that changed the sheet. */
  EditId version = EditId.ZERO;

  Sheet(String name, int number) {
    this.key = CellName.key(name);
    this.name = name;
    this.number = number;
  }

  /** The cell with this key, or null. */
  Cell find(String cellKey) {
    return cells.get(cellKey);
  }

  /** The place of a cell, which need not exist. */
  Cell place(String cellKey) {
    Cell known = cells.get(cellKey);
    if (known == null) {
      known = new Cell(this, cellKey);
      cells.put(cellKey, known);
    }
    return known;
  }

  /** Sets what a cell holds, and thereby what it may read; null for no cell. */
  void setContent(Cell cell, Cell.Content content) {
    size += (content == null ? 0 : 1) - (cell.exists() ? 1 : 0);
    cell.content = content;
    connect(cell);
    if (content != null && !hasNumberNames && Formula.isNumberName(cell.key)) {
      hasNumberNames = true;
      byNumber.stream().filter(Objects::nonNull).forEach(this::connect);
    }
  }

  /** Puts edges to what a cell's content may read in the place of those that there are. */
  private void connect(Cell cell) {
    Formula formula = cell.exists() ? cell.content.formula() : null;
    List<String> references = formula == null ? List.of() : formula.references();
    if (references.isEmpty() && cell.precedents().length == 0) {
      return;
    }
    Cell[] precedents = references.isEmpty() ? Cell.NO_CELLS : new Cell[references.size()];
    for (int index = 0; index < precedents.length; index++) {
      String reference = references.get(index);
      precedents[index] =
          hasNumberNames || !Formula.isNumberName(reference) ? place(reference) : Cell.NOWHERE;
    }
    cell.setPrecedents(precedents);
  }

  /** Gives a place the next number when it first becomes a cell. */
  void number(Cell cell) {
    cell.number = byNumber.size();
    byNumber.add(cell);
  }

  /**
   * Gives a place the number that the database has for it, in any order; {@link #requireNumbered}
   * has to follow.
   *
   * @throws IllegalStateException if another place has it
   */
  void number(Cell cell, int given) {
    while (byNumber.size() <= given) {
      byNumber.add(null);
    }
    Cell other = byNumber.set(given, cell);
    if (other != null || cell.number != Cell.NO_NUMBER) {
      throw new IllegalStateException(
          "The database has two cells with one number, or a cell with two numbers: %s, number %d of the sheet %s"
              .formatted(cell.name(), given, name));
    }
    cell.number = given;
  }

  /**
   * Requires that no number was left out.
   *
   * @throws IllegalStateException if one was
   */
  void requireNumbered() {
    int missing = byNumber.indexOf(null);
    if (missing >= 0) {
      throw new IllegalStateException(
          "The database lacks the cell number %d of the sheet %s".formatted(missing, name));
    }
  }

  /** Takes back the last number that was given. */
  void unnumber(Cell cell) {
    cell.number = Cell.NO_NUMBER;
    byNumber.remove(byNumber.size() - 1);
  }

  /** Drops a place that no formula mentions and that never was a cell. */
  void forgetIfUnused(Cell cell) {
    if (!cell.exists() && cell.number == Cell.NO_NUMBER && cell.dependentCount() == 0) {
      cells.remove(cell.key, cell);
    }
  }

  /** All places that are or were cells, in the order of their numbers. */
  List<Cell> numbered() {
    return byNumber;
  }

  /** All cells, in the order of their numbers. */
  List<Cell> cells() {
    return byNumber.stream().filter(Cell::exists).toList();
  }

  /** How many numbers are given. */
  int numbers() {
    return byNumber.size();
  }

  void markUnpublished(Cell cell) {
    unpublished.add(cell);
  }

  /** The cells that may have changed since this was last asked, some perhaps more than once. */
  List<Cell> takeUnpublished() {
    List<Cell> taken = List.copyOf(unpublished);
    unpublished.clear();
    return taken;
  }
}
