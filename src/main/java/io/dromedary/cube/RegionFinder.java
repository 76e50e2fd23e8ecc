package io.dromedary.cube;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Column;
import io.dromedary.edit.Condition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Finds the leaves that a condition selects. Not thread-safe. */
final class RegionFinder {
  /** The place of columns that are in no dimension. */
  private static final int NONE = -1;

  private final CubeModel model;
  private final List<Members> dimensions;
  private final Leaves leaves;
  private final Map<String, Integer> dimensionOfColumn = new HashMap<>();

  RegionFinder(CubeModel model, List<Members> dimensions, Leaves leaves) {
    this.model = requireNonNull(model, "model is null");
    this.dimensions = requireNonNull(dimensions, "dimensions is null");
    this.leaves = requireNonNull(leaves, "leaves is null");
    model
        .dimensionColumns()
        .forEach(column -> dimensionOfColumn.put(column.name(), model.dimensionOf(column)));
  }

  /** The positions of the leaves, in ascending order. */
  int[] find(Condition region) {
    BitSet[] members = new BitSet[dimensions.size()];
    List<Condition> residual = new ArrayList<>();
    for (Condition part : region.conjuncts()) {
      int dimension = onlyDimension(part);
      if (dimension == NONE) {
        residual.add(part);
      } else {
        BitSet matching = dimensions.get(dimension).matching(part);
        if (members[dimension] == null) {
          members[dimension] = matching;
        } else {
          members[dimension].and(matching);
        }
      }
    }
    return leaves.select(members, residual.isEmpty() ? null : predicate(Condition.and(residual)));
  }

  /** Whether a condition over one dimension is met by any of its members. */
  boolean hasMembers(Condition condition) {
    return !dimensions.get(onlyDimension(condition)).matching(condition).isEmpty();
  }

  /** The dimension of all columns of a condition, if there is just one. */
  private int onlyDimension(Condition condition) {
    int only = NONE;
    for (Column column : condition.columns()) {
      int dimension = dimensionOf(column);
      if (dimension == NONE || (only != NONE && only != dimension)) {
        return NONE;
      }
      only = dimension;
    }
    return only;
  }

  private int dimensionOf(Column column) {
    return dimensionOfColumn.getOrDefault(column.name(), NONE);
  }

  private IntPredicate predicate(Condition condition) {
    return position -> condition.matches(column -> value(column, position));
  }

  private Object value(Column column, int position) {
    int dimension = dimensionOf(column);
    if (dimension != NONE) {
      return dimensions.get(dimension).value(column.name(), leaves.member(dimension, position));
    }
    MeasureModel measure = model.measure(column.name()).orElseThrow();
    long units = leaves.value(model.indexOf(measure), position);
    return units == Leaves.NULL ? null : BigDecimal.valueOf(units, measure.scale());
  }
}
