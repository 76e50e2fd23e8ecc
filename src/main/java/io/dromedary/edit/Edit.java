package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Optional;

/** What one entry of the log asks for, its names checked against the models. */
public sealed interface Edit {
  /** The name of the cube whose data the edit changes. */
  String cube();

  /**
   * Sets a cell: one leaf, or the total of a region, which spreads to its leaves.
   *
   * @param table the table or view that the edit names
   * @param column the measure as that table calls it
   * @param measure the measure of the leaf table that changes
   * @param region a condition over the columns of the leaf table and the dimensions
   * @param scope which leaves of the region may change
   * @param operand what the method needs: a total, an increment, percents, a leaf's value; absent
   *     for a method without one
   * @param expected the total that the user saw
   */
  record SetCell(
      String cube,
      String table,
      String column,
      String measure,
      Condition region,
      Scope scope,
      SpreadMethod method,
      Optional<BigDecimal> operand,
      Optional<BigDecimal> expected)
      implements Edit {
    public SetCell {
      requireNonNull(region, "region is null");
      requireNonNull(scope, "scope is null");
      requireNonNull(method, "method is null");
    }
  }

  /**
   * Sets a column that is no measure in all rows that a condition selects.
   *
   * @param value of the column's type, or null
   */
  record SetColumn(String cube, String table, Column column, Object value, Condition condition)
      implements Edit {
    public SetColumn {
      requireNonNull(column, "column is null");
      requireNonNull(condition, "condition is null");
    }
  }
}
