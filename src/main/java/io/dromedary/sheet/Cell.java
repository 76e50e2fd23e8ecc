package io.dromedary.sheet;

import io.dromedary.edit.Json;
import io.dromedary.formula.CubeReference;
import io.dromedary.formula.Formula;
import io.dromedary.formula.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * A place in a sheet: a cell, or a name that formulas mention. It knows the cells that its formula
 * may read and those whose formulas may read it, in both directions with the place of the edge at
 * the other end, so that an edge goes in constant time however many there are. Not thread-safe.
 */
final class Cell {
  static final Cell[] NO_CELLS = {};
  private static final int[] NO_PLACES = {};

  /** In place of all that are no places of a sheet; there is no edge to it. */
  static final Cell NOWHERE = new Cell(null, "");

  /** The number of a place that never was a cell. */
  static final int NO_NUMBER = -1;

  /**
   * What somebody has written.
   *
   * @param name as it was first written
   * @param formula null for plain text or a number
   * @param fetched what the edge has fetched for the formula, by URL
   * @param externals the same, in the order of the formula's external references
   */
  record Content(
      String name, String value, Formula formula, Map<String, String> fetched, Value[] externals) {
    /** What was fetched, as a JSON object by URL; null without any. */
    String externalsJson() {
      return fetched.isEmpty() ? null : Json.write(fetched);
    }

    boolean isSame(Content other) {
      return other != null && value.equals(other.value) && fetched.equals(other.fetched);
    }
  }

  final Sheet sheet;
  final String key;

  /** Counts the cells of a sheet in the order in which they were first written. */
  int number = NO_NUMBER;

  /** Null while there is no such cell. */
  Content content;

  Value result = Value.UNDEFINED;

  /** The totals of cubes that the result was made of. */
  Set<CubeReference> totals = Set.of();

  private Cell[] precedents = NO_CELLS;

  /** For each precedent, where this cell stands among its dependents. */
  private int[] places = NO_PLACES;

  private Cell[] dependents = NO_CELLS;

  /** For each dependent, which of its precedents this cell is. */
  private int[] references = NO_PLACES;

  private int dependentCount;

  /** Stands for the last edit that has written this cell. */
  Object writer;

  /** Whether readers know its number. */
  boolean isIndexed;

  /** The last run of a recalculation that reached this cell, and what it noted then. */
  long run;

  int openPrecedents;
  boolean stale;

  Cell(Sheet sheet, String key) {
    this.sheet = sheet;
    this.key = key;
  }

  boolean exists() {
    return content != null;
  }

  /** The name as it was first written, for messages. */
  String name() {
    return content == null ? key : content.name();
  }

  /** What it comes to, in the form that clients see. */
  String display() {
    return content.formula() == null && !(result instanceof Value.Failure)
        ? content.value()
        : result.display();
  }

  /** The cells that the formula may read, in the order of its references. */
  Cell[] precedents() {
    return precedents;
  }

  int dependentCount() {
    return dependentCount;
  }

  Cell dependent(int index) {
    return dependents[index];
  }

  /** Puts edges to other cells in the place of those that there are. */
  void setPrecedents(Cell[] cells) {
    Cell[] former = precedents;
    for (int reference = 0; reference < former.length; reference++) {
      if (former[reference] != NOWHERE) {
        former[reference].removeDependent(places[reference]);
      }
    }
    precedents = cells;
    places = cells.length == 0 ? NO_PLACES : new int[cells.length];
    for (int reference = 0; reference < cells.length; reference++) {
      if (cells[reference] != NOWHERE) {
        places[reference] = cells[reference].addDependent(this, reference);
      }
    }
    // Only now: what was mentioned before may be mentioned again.
    for (Cell cell : former) {
      if (cell != NOWHERE) {
        sheet.forgetIfUnused(cell);
      }
    }
  }

  private int addDependent(Cell dependent, int reference) {
    if (dependentCount == dependents.length) {
      int capacity = Math.max(2, dependentCount + (dependentCount >> 1));
      dependents = Arrays.copyOf(dependents, capacity);
      references = Arrays.copyOf(references, capacity);
    }
    dependents[dependentCount] = dependent;
    references[dependentCount] = reference;
    return dependentCount++;
  }

  /** The last dependent takes the place that becomes free. */
  private void removeDependent(int place) {
    dependentCount--;
    Cell moved = dependents[dependentCount];
    int reference = references[dependentCount];
    dependents[place] = moved;
    references[place] = reference;
    moved.places[reference] = place;
    dependents[dependentCount] = null;
  }
}
