package io.dromedary.cube;

import io.dromedary.edit.Json;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a summary view in memory, kept by the differences that edits make. Leaves that agree
 * in all columns of the view share a <em>cell</em>; each grouping set sums cells into rows. Not
 * thread-safe.
 */
final class SummaryTotals {
  /** The first number that a {@code DECIMAL(18)} cannot hold. */
  private static final long LIMIT = 1_000_000_000_000_000_000L;

  private final ViewModel view;
  private final List<MeasureModel> measures;
  private final int[] leafMeasures;
  private final int[] cellOfLeaf;
  private final int[][] rowOfCell;
  private final List<Row> rows = new ArrayList<>();
  private final long[][] totals;
  private final int[][] booked;
  private final List<StoredColumn> columns = new ArrayList<>();

  /**
   * A row without its totals.
   *
   * @param values of the view's columns; null where the row sums over a column
   * @param json the columns as members of a JSON object, with a comma behind each
   */
  private record Row(int groupingSet, Object[] values, String json) {}

  SummaryTotals(CubeModel cube, ViewModel view, List<Members> dimensions, Leaves leaves) {
    this.view = view;
    this.measures = List.copyOf(view.measures().values());
    this.leafMeasures = measures.stream().mapToInt(cube::indexOf).toArray();
    ViewCells cells = new ViewCells(cube, view, dimensions);
    this.cellOfLeaf = new int[leaves.size()];
    BitSet present = new BitSet();
    for (int position = 0; position < cellOfLeaf.length; position++) {
      cellOfLeaf[position] = cells.of(leaves, position);
      present.set(cellOfLeaf[position]);
    }
    this.rowOfCell = new int[view.groupingSets().size()][];
    for (int set = 0; set < rowOfCell.length; set++) {
      rowOfCell[set] = addRows(set, cells, present);
    }
    this.totals = new long[measures.size()][rows.size()];
    this.booked = new int[measures.size()][rows.size()];
    List<String> names = List.copyOf(view.measures().keySet());
    for (int measure = 0; measure < measures.size(); measure++) {
      sum(measure, leaves);
      columns.add(column(names.get(measure), measure));
    }
  }

  private StoredColumn column(String name, int measure) {
    return new StoredColumn(
        view.name(),
        "row_id",
        name,
        measures.get(measure).scale(),
        row -> row,
        row -> booked[measure][row] == 0 ? Leaves.NULL : totals[measure][row]);
  }

  /** Numbers the rows of a grouping set and tells to which one each cell belongs. */
  private int[] addRows(int set, ViewCells cells, BitSet present) {
    List<String> grouped = view.groupingSets().get(set);
    Map<List<Object>, Integer> known = new LinkedHashMap<>();
    int[] rowOf = new int[cells.count()];
    Arrays.fill(rowOf, -1);
    for (int cell = present.nextSetBit(0); cell >= 0; cell = present.nextSetBit(cell + 1)) {
      Object[] values = cells.values(cell);
      for (int index = 0; index < values.length; index++) {
        if (!grouped.contains(view.columns().get(index))) {
          values[index] = null;
        }
      }
      rowOf[cell] =
          known.computeIfAbsent(
              Arrays.asList(values),
              key -> {
                rows.add(new Row(set, values, columnsJson(values)));
                return rows.size() - 1;
              });
    }
    return rowOf;
  }

  private String columnsJson(Object[] values) {
    StringBuilder json = new StringBuilder();
    for (int index = 0; index < values.length; index++) {
      json.append(Json.write(view.columns().get(index)))
          .append(':')
          .append(Json.write(values[index]))
          .append(',');
    }
    return json.toString();
  }

  private void sum(int measure, Leaves leaves) {
    for (int position = 0; position < cellOfLeaf.length; position++) {
      long value = leaves.value(leafMeasures[measure], position);
      if (value != Leaves.NULL) {
        for (int[] rowOf : rowOfCell) {
          int row = rowOf[cellOfLeaf[position]];
          totals[measure][row] = Math.addExact(totals[measure][row], value);
          booked[measure][row]++;
        }
      }
    }
  }

  /**
   * Adds the differences that an edit makes.
   *
   * @return the rows whose totals changed
   * @throws io.dromedary.edit.ProblemException TOO_MANY_DIGITS if a total would not fit; then
   *     nothing has changed
   */
  BitSet apply(int leafMeasure, int[] positions, long[] from, long[] to) {
    Map<Integer, long[]> differences = differences(positions, from, to);
    BitSet touched = new BitSet();
    for (int measure = 0; measure < leafMeasures.length; measure++) {
      if (leafMeasures[measure] == leafMeasure) {
        requireFitting(measure, differences);
        add(measure, differences, touched);
      }
    }
    return touched;
  }

  /** By row: what is added to the total, and to the count of booked leaves. */
  private Map<Integer, long[]> differences(int[] positions, long[] from, long[] to) {
    Map<Integer, long[]> byCell = new LinkedHashMap<>();
    int lastCell = -1;
    long[] sum = null;
    for (int index = 0; index < positions.length; index++) {
      if (from[index] != to[index]) {
        int cell = cellOfLeaf[positions[index]];
        if (cell != lastCell) {
          sum = byCell.computeIfAbsent(cell, key -> new long[2]);
          lastCell = cell;
        }
        sum[0] += units(to[index]) - units(from[index]);
        sum[1] += (to[index] == Leaves.NULL ? 0 : 1) - (from[index] == Leaves.NULL ? 0 : 1);
      }
    }
    Map<Integer, long[]> byRow = new LinkedHashMap<>();
    byCell.forEach(
        (cell, cellSum) -> {
          for (int[] rowOf : rowOfCell) {
            long[] rowSum = byRow.computeIfAbsent(rowOf[cell], key -> new long[2]);
            rowSum[0] += cellSum[0];
            rowSum[1] += cellSum[1];
          }
        });
    return byRow;
  }

  private static long units(long value) {
    return value == Leaves.NULL ? 0 : value;
  }

  private void requireFitting(int measure, Map<Integer, long[]> differences) {
    differences.forEach(
        (row, difference) -> {
          // Wrapped sums are seen, too: a leaf and a total have less than 60 bits each.
          long total = totals[measure][row] + difference[0];
          if (total <= -LIMIT || total >= LIMIT) {
            throw Problem.of(
                    ProblemType.TOO_MANY_DIGITS,
                    "A total of the view '%s' would have more than 18 digits."
                        .formatted(view.name()))
                .with("table", view.name())
                .asException();
          }
        });
  }

  private void add(int measure, Map<Integer, long[]> differences, BitSet touched) {
    differences.forEach(
        (row, difference) -> {
          totals[measure][row] += difference[0];
          booked[measure][row] += (int) difference[1];
          touched.set(row);
          columns.get(measure).mark(row);
        });
  }

  ViewModel view() {
    return view;
  }

  int size() {
    return rows.size();
  }

  /** The view's measures, in its order. */
  List<StoredColumn> columns() {
    return columns;
  }

  /** The values of a row's columns, then of its measures, then the number of its grouping set. */
  Object[] values(int row) {
    Object[] columns = rows.get(row).values();
    Object[] values = Arrays.copyOf(columns, columns.length + measures.size() + 1);
    for (int measure = 0; measure < measures.size(); measure++) {
      values[columns.length + measure] = total(measure, row);
    }
    values[values.length - 1] = rows.get(row).groupingSet();
    return values;
  }

  /** The total of a measure, or null if no leaf of the row is booked. */
  BigDecimal total(int measure, int row) {
    return booked[measure][row] == 0
        ? null
        : BigDecimal.valueOf(totals[measure][row], measures.get(measure).scale());
  }

  /** Appends a row as a JSON object with the view's name and the id of the edit that changed it. */
  void appendJson(StringBuilder json, int row, String id) {
    json.append('{').append(rows.get(row).json());
    int measure = 0;
    for (String name : view.measures().keySet()) {
      json.append('"').append(name).append("\":");
      appendDecimal(json, total(measure++, row));
      json.append(',');
    }
    json.append("\"grouping_set_id\":")
        .append(rows.get(row).groupingSet())
        .append(",\"table\":\"")
        .append(view.name())
        .append("\",\"id\":\"")
        .append(id)
        .append("\"}");
  }

  private static void appendDecimal(StringBuilder json, BigDecimal value) {
    if (value == null || Json.isNumber(value)) {
      json.append(value == null ? "null" : value.toPlainString());
    } else {
      json.append('"').append(value.toPlainString()).append('"');
    }
  }
}
