package io.dromedary.cube;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Takes up the contents of the database. */
public final class CubeStateLoader {
  private final CubeModel model;
  private final List<Members> dimensions = new ArrayList<>();
  private final int expectedLeaves;
  private LeavesBuilder leaves;

  /**
   * Begins with nothing.
   *
   * @param expectedLeaves about how many leaves will come
   */
  public CubeStateLoader(CubeModel model, int expectedLeaves) {
    this.model = requireNonNull(model, "model is null");
    this.expectedLeaves = expectedLeaves;
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
    builder().add(leafId, members, values);
  }

  /** Made when the dimensions are known. */
  private LeavesBuilder builder() {
    if (leaves == null) {
      leaves = new LeavesBuilder(dimensions, model.measures().size(), expectedLeaves);
    }
    return leaves;
  }

  /** The state of the cube. */
  public CubeState build() {
    return new CubeState(model, List.copyOf(dimensions), builder().build());
  }
}
