package io.dromedary.cube;

import static java.util.Objects.requireNonNull;

import java.util.BitSet;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/**
 * A column of numbers that stands in memory and in the database: a measure of a leaf table or of a
 * summary view. It knows which of its rows the group at hand has changed, and which ones have
 * changed since they were last folded into the table. Not thread-safe.
 */
public final class StoredColumn {
  private final String table;
  private final String rowColumn;
  private final String column;
  private final int scale;
  private final IntUnaryOperator rowNumber;
  private final IntToLongFunction units;
  private final BitSet changedInGroup = new BitSet();
  private final BitSet unfolded = new BitSet();

  /**
   * Describes a column.
   *
   * @param rowColumn the column that numbers the table's rows
   * @param rowNumber of a position in memory
   * @param units the value at a position, {@link Long#MIN_VALUE} for NULL
   */
  StoredColumn(
      String table,
      String rowColumn,
      String column,
      int scale,
      IntUnaryOperator rowNumber,
      IntToLongFunction units) {
    this.table = requireNonNull(table, "table is null");
    this.rowColumn = requireNonNull(rowColumn, "rowColumn is null");
    this.column = requireNonNull(column, "column is null");
    this.scale = scale;
    this.rowNumber = requireNonNull(rowNumber, "rowNumber is null");
    this.units = requireNonNull(units, "units is null");
  }

  /** The leaf table or view. */
  public String table() {
    return table;
  }

  /** The column that numbers the table's rows. */
  public String rowColumn() {
    return rowColumn;
  }

  /** The measure. */
  public String column() {
    return column;
  }

  /** Digits after the decimal point. */
  public int scale() {
    return scale;
  }

  void mark(int position) {
    changedInGroup.set(position);
  }

  /** How many rows the group has changed. */
  public int groupSize() {
    return changedInGroup.cardinality();
  }

  /** What the group has changed, as it is now. */
  public RowValues group() {
    return values(changedInGroup);
  }

  /** What has changed since the last fold, as it is now, the group included. */
  public RowValues unfolded() {
    BitSet all = (BitSet) unfolded.clone();
    all.or(changedInGroup);
    return values(all);
  }

  private RowValues values(BitSet positions) {
    int[] rows = new int[positions.cardinality()];
    long[] values = new long[rows.length];
    int count = 0;
    for (int position = positions.nextSetBit(0);
        position >= 0;
        position = positions.nextSetBit(position + 1)) {
      rows[count] = rowNumber.applyAsInt(position);
      values[count++] = units.applyAsLong(position);
    }
    return new RowValues(rows, values);
  }

  /** The group is committed, beside the table. */
  public void committed() {
    unfolded.or(changedInGroup);
    changedInGroup.clear();
  }

  /** The group is taken back. */
  public void reverted() {
    changedInGroup.clear();
  }

  /** Everything is in the table. */
  public void folded() {
    unfolded.clear();
    changedInGroup.clear();
  }

  /**
   * Rows and their values.
   *
   * @param rows their numbers, in the order of spreading
   * @param units in units of the last digit, {@link Long#MIN_VALUE} for NULL
   */
  public record RowValues(int[] rows, long[] units) {}
}
