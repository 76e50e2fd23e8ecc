package io.dromedary.cube;

import io.dromedary.edit.Column;
import java.util.ArrayList;
import java.util.List;

/** The combinations of a view's columns: one number per dimension, joined into one. Immutable. */
final class ViewCells {
  private static final int MAX_CELLS = 1 << 24;

  private final ViewModel view;
  private final List<Members.Combinations> combinations = new ArrayList<>();
  private final List<List<Integer>> columnNumbers = new ArrayList<>();
  private final int count;

  ViewCells(CubeModel cube, ViewModel view, List<Members> dimensions) {
    this.view = view;
    long cells = 1;
    for (int dimension = 0; dimension < dimensions.size(); dimension++) {
      List<String> own = new ArrayList<>();
      List<Integer> numbers = new ArrayList<>();
      for (int index = 0; index < view.columns().size(); index++) {
        Column column = cube.dimensionColumn(view.columns().get(index));
        if (cube.dimensionOf(column) == dimension) {
          own.add(column.name());
          numbers.add(index);
        }
      }
      combinations.add(dimensions.get(dimension).combinations(own));
      columnNumbers.add(numbers);
      cells *= Math.max(1, combinations.get(dimension).size());
      if (cells > MAX_CELLS) {
        throw new IllegalStateException(
            "The view '%s' has more than %d combinations of its columns; take some out"
                .formatted(view.name(), MAX_CELLS));
      }
    }
    count = (int) cells;
  }

  int count() {
    return count;
  }

  int of(Leaves leaves, int position) {
    int cell = 0;
    for (int dimension = 0; dimension < combinations.size(); dimension++) {
      Members.Combinations own = combinations.get(dimension);
      cell = cell * own.size() + own.ofMember()[leaves.member(dimension, position)];
    }
    return cell;
  }

  Object[] values(int cell) {
    Object[] values = new Object[view.columns().size()];
    int rest = cell;
    for (int dimension = combinations.size() - 1; dimension >= 0; dimension--) {
      Members.Combinations own = combinations.get(dimension);
      Object[] ownValues = own.values().get(rest % own.size());
      rest /= own.size();
      for (int index = 0; index < ownValues.length; index++) {
        values[columnNumbers.get(dimension).get(index)] = ownValues[index];
      }
    }
    return values;
  }
}
