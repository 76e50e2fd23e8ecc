package io.dromedary.cube;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Takes up the contents of the database. */
public final class CubeStateLoader {
  private final CubeModel model;
  private final List<Members> dimensions = new ArrayList<>();
  private Leaves.Builder leaves;

  public CubeStateLoader(CubeModel model) {
    this.model = requireNonNull(model, "model is null");
  }

  /**
   * Adds the members of the next dimension.
   *
   * @param rows the values of {@link DimensionModel#columns} of each member
   */
  public void addDimension(List<Object[]> rows) {
    dimensions.add(new Members(model.dimensions().get(dimensions.size()), rows));
  }

  /**
   * Adds a leaf, after all dimensions.
   *
   * @param keys the key in each dimension
   * @param values the measures in units, {@link Long#MIN_VALUE} for NULL
   * @throws IllegalStateException if a key is no member
   */
  public void addLeaf(int leafId, Object[] keys, long[] values) {
    if (leaves == null) {
      leaves = new Leaves.Builder(dimensions, model.measures().size());
    }
    int[] members = new int[keys.length];
    for (int dimension = 0; dimension < keys.length; dimension++) {
      members[dimension] = dimensions.get(dimension).number(keys[dimension]);
      if (members[dimension] < 0) {
        throw new IllegalStateException(
            "The leaf %d of '%s' has the %s %s, which is no member of '%s'"
                .formatted(
                    leafId,
                    model.table(),
                    model.dimensions().get(dimension).key(),
                    keys[dimension],
                    model.dimensions().get(dimension).name()));
      }
    }
    leaves.add(leafId, members, values);
  }

  /** The state of the cube. */
  public CubeState build() {
    Leaves built =
        leaves == null
            ? new Leaves.Builder(dimensions, model.measures().size()).build()
            : leaves.build();
    return new CubeState(model, List.copyOf(dimensions), built);
  }
}
