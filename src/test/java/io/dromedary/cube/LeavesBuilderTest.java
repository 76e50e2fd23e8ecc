package io.dromedary.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.edit.Column;
import io.dromedary.edit.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LeavesBuilderTest {
  private static final int ROWS = 7;
  private static final int COLUMNS = 9;

  /** A leaf: its members, its number and its value. */
  private record Leaf(int row, int column, int leafId, long value) {}

  @Property
  void leavesAreAlongTheLevelsWhateverTheirOrderWas(
      @ForAll Random random, @ForAll @IntRange(max = ROWS * COLUMNS) int expected) {
    List<Leaf> leaves = new ArrayList<>();
    for (int place = 0; place < ROWS * COLUMNS; place++) {
      if (random.nextBoolean()) {
        leaves.add(new Leaf(place / COLUMNS, place % COLUMNS, leaves.size(), random.nextLong()));
      }
    }
    Map<Integer, Leaf> byPlace = new TreeMap<>();
    leaves.forEach(leaf -> byPlace.put(leaf.row() * COLUMNS + leaf.column(), leaf));
    if (random.nextInt(4) > 0) {
      Collections.shuffle(leaves, random);
    }

    LeavesBuilder builder = builder(expected);
    leaves.forEach(leaf -> add(builder, leaf));
    Leaves built = builder.build();

    assertThat(built.size()).isEqualTo(leaves.size());
    List<Leaf> found = new ArrayList<>();
    for (int position = 0; position < built.size(); position++) {
      found.add(
          new Leaf(
              built.member(0, position),
              built.member(1, position),
              built.leafId(position),
              built.value(0, position)));
    }
    assertThat(found).containsExactlyElementsOf(byPlace.values());
  }

  @Example
  void twoRowsForOneLeafAreRefusedByTheirNumbers() {
    LeavesBuilder builder = builder(3);
    add(builder, new Leaf(2, 2, 10, 1));
    add(builder, new Leaf(1, 1, 11, 1));
    add(builder, new Leaf(2, 2, 12, 1));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The leaf table has two rows with leaf_id 10 and 12 for one leaf");
  }

  private static LeavesBuilder builder(int expected) {
    return new LeavesBuilder(List.of(members("row", ROWS), members("col", COLUMNS)), 1, expected);
  }

  private static void add(LeavesBuilder builder, Leaf leaf) {
    builder.add(leaf.leafId(), new int[] {leaf.row(), leaf.column()}, new long[] {leaf.value()});
  }

  private static Members members(String key, long count) {
    DimensionModel model =
        new DimensionModel(
            key,
            Optional.empty(),
            key,
            List.of(key),
            List.of(new Column(key, ColumnType.INTEGER)),
            Map.of());
    return new Members(
        model, LongStream.range(0, count).mapToObj(value -> new Object[] {value}).toList());
  }
}
