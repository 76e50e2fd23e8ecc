package io.dromedary.cube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowValuesTest {
  @Provide
  Arbitrary<List<Map<Integer, Long>>> changes() {
    return Arbitraries.maps(Arbitraries.integers().between(0, 40), Arbitraries.longs())
        .ofMaxSize(12)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Property
  void mergedChangesHaveTheLastValueOfEachRow(@ForAll("changes") List<Map<Integer, Long>> changes) {
    List<RowValues> parts = new ArrayList<>();
    Map<Integer, Long> expected = new TreeMap<>();
    for (Map<Integer, Long> change : changes) {
      expected.putAll(change);
      parts.add(
          new RowValues(
              change.keySet().stream().mapToInt(row -> row).toArray(),
              change.values().stream().mapToLong(units -> units).toArray()));
    }

    RowValues merged = RowValues.merge(parts);

    Map<Integer, Long> actual = new TreeMap<>();
    for (int index = 0; index < merged.rows().length; index++) {
      assertThat(actual.put(merged.rows()[index], merged.units()[index])).isNull();
    }
    assertThat(actual).isEqualTo(expected);
  }
}
