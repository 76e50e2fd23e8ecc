package io.dromedary.cube;

import static java.util.Objects.requireNonNull;

import java.util.BitSet;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/**
 * A column of numbers that stands in memory and in the database: a measure of a leaf table or of a
 * summary view. It knows which of its rows the group at hand has changed. Its description may be
 * read by any thread, the rest belongs to the writer.
 */
public final class StoredColumn {
  private final String table;
  private final String rowColumn;
  private final String column;
  private final int scale;
  private final IntUnaryOperator rowNumber;
  private final IntToLongFunction units;
  private final BitSet changed = new BitSet();

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
    changed.set(position);
  }

  /** Whether the group has changed a row. */
  public boolean isChanged() {
    return !changed.isEmpty();
  }

  /** What the group has changed, as it is now, in the order of spreading; and forgets it. */
  public RowValues takeChanges() {
    int[] rows = new int[changed.cardinality()];
    long[] values = new long[rows.length];
    int count = 0;
    for (int position = changed.nextSetBit(0);
        position >= 0;
        position = changed.nextSetBit(position + 1)) {
      rows[count] = rowNumber.applyAsInt(position);
      values[count++] = units.applyAsLong(position);
    }
    changed.clear();
    return new RowValues(rows, values);
  }

  /** The group is taken back. */
  public void reverted() {
    changed.clear();
  }
}
