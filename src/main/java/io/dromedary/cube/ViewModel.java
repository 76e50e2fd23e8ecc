package io.dromedary.cube;

import java.util.List;
import java.util.Map;

/**
 * A summary view: totals of a cube by some of its levels. Beside its columns and measures it has
 * {@code grouping_set_id}, the number of the row's grouping set, from 0.
 *
 * @param columns levels or attributes of the cube's dimensions
 * @param measures the view's measures and the leaf table's measure that each one sums, in order
 * @param groupingSets each a subset of {@code columns}; the others are NULL in its rows
 */
public record ViewModel(
    String name,
    List<String> columns,
    Map<String, MeasureModel> measures,
    List<List<String>> groupingSets) {

  /** The column that numbers a row's grouping set. */
  public static final String GROUPING_SET_ID = "grouping_set_id";

  public ViewModel {
    columns = List.copyOf(columns);
    groupingSets = groupingSets.stream().map(List::copyOf).toList();
  }
}
