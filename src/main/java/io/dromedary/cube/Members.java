package io.dromedary.cube;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Column;
import io.dromedary.edit.ComparisonOperator;
import io.dromedary.edit.Condition;
import io.dromedary.edit.Condition.ColumnCondition;
import io.dromedary.edit.Literals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The members of one dimension, numbered from 0 along its levels: siblings are neighbours, ordered
 * by their value, NULL first. Immutable.
 */
final class Members {
  private final DimensionModel model;
  private final Map<String, Object[]> values = new LinkedHashMap<>();
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final Map<String, Map<Object, int[]>> index = new HashMap<>();
  private final byte[] breakLevels;

  /**
   * Orders and indexes the members.
   *
   * @param rows the values of {@link DimensionModel#columns} of each member
   */
  Members(DimensionModel model, List<Object[]> rows) {
    this.model = requireNonNull(model, "model is null");
    List<Column> columns = model.allColumns();
    List<Object[]> sorted = new ArrayList<>(rows.size());
    rows.forEach(row -> sorted.add(withDerived(row, columns)));
    sorted.sort(alongLevels(columns));
    for (int position = 0; position < columns.size(); position++) {
      Object[] column = new Object[sorted.size()];
      for (int member = 0; member < column.length; member++) {
        column[member] = sorted.get(member)[position];
      }
      values.put(columns.get(position).name(), column);
    }
    Object[] keys = values.get(model.key());
    for (int member = 0; member < keys.length; member++) {
      numbers.put(keys[member], member);
    }
    columns.forEach(column -> index.put(column.name(), index(values.get(column.name()))));
    breakLevels = breakLevels();
  }

  private Object[] withDerived(Object[] row, List<Column> columns) {
    Object[] all = new Object[columns.size()];
    System.arraycopy(row, 0, all, 0, row.length);
    int key = model.columns().indexOf(model.keyColumn());
    for (int position = row.length; position < all.length; position++) {
      all[position] = model.derived().get(columns.get(position).name()).of((LocalDate) row[key]);
    }
    return all;
  }

  private Comparator<Object[]> alongLevels(List<Column> columns) {
    List<String> names = columns.stream().map(Column::name).toList();
    Comparator<Object> byValue = Comparator.nullsFirst(Literals::compare);
    return model.levels().stream()
        .map(names::indexOf)
        .map(position -> Comparator.comparing((Object[] row) -> row[position], byValue))
        .reduce(Comparator::thenComparing)
        .orElseThrow();
  }

  /** By value: the members that have it. Sets of bits would be as many bits as members for each. */
  private static Map<Object, int[]> index(Object[] column) {
    Map<Object, List<Integer>> members = new HashMap<>();
    for (int member = 0; member < column.length; member++) {
      members.computeIfAbsent(column[member], value -> new ArrayList<>()).add(member);
    }
    Map<Object, int[]> index = new HashMap<>();
    members.forEach(
        (value, having) -> index.put(value, having.stream().mapToInt(Integer::intValue).toArray()));
    return index;
  }

  private byte[] breakLevels() {
    byte[] breaks = new byte[size()];
    for (int member = 1; member < breaks.length; member++) {
      int level = 0;
      while (level < model.levels().size() - 1 && sameLevel(level, member)) {
        level++;
      }
      breaks[member] = (byte) level;
    }
    return breaks;
  }

  private boolean sameLevel(int level, int member) {
    Object[] column = values.get(model.levels().get(level));
    return Objects.equals(column[member], column[member - 1]);
  }

  int size() {
    return numbers.size();
  }

  DimensionModel model() {
    return model;
  }

  /** The number of the member with this key, or -1. */
  int number(Object key) {
    return numbers.getOrDefault(key, -1);
  }

  Object value(String column, int member) {
    return values.get(column)[member];
  }

  /** The outermost level at which a member differs from the one before it. */
  int breakLevel(int member) {
    return breakLevels[member];
  }

  /** The outermost level at which two members differ; the first is the smaller number. */
  int breakLevel(int smaller, int larger) {
    int outermost = Integer.MAX_VALUE;
    for (int member = smaller + 1; member <= larger && outermost > 0; member++) {
      outermost = Math.min(outermost, breakLevels[member]);
    }
    return outermost;
  }

  /** The members that satisfy a condition over columns of this dimension alone. */
  BitSet matching(Condition condition) {
    BitSet members = new BitSet(size());
    if (condition instanceof Condition.Comparison comparison
        && comparison.operator() == ComparisonOperator.EQUAL) {
      addHaving(comparison.column(), comparison.value(), members);
    } else if (condition instanceof Condition.In in) {
      in.values().forEach(value -> addHaving(in.column(), value, members));
    } else if (condition instanceof ColumnCondition single) {
      index
          .get(single.column().name())
          .forEach(
              (value, having) -> {
                if (single.matches(column -> value)) {
                  add(having, members);
                }
              });
    } else {
      for (int member = 0; member < size(); member++) {
        int current = member;
        if (condition.matches(column -> value(column.name(), current))) {
          members.set(member);
        }
      }
    }
    return members;
  }

  private void addHaving(Column column, Object value, BitSet members) {
    int[] having = index.get(column.name()).get(value);
    if (having != null) {
      add(having, members);
    }
  }

  private static void add(int[] having, BitSet members) {
    for (int member : having) {
      members.set(member);
    }
  }

  /** Numbers the distinct combinations of some columns, in the order of the members. */
  Combinations combinations(List<String> columns) {
    Map<List<Object>, Integer> known = new LinkedHashMap<>();
    int[] ofMember = new int[size()];
    for (int member = 0; member < ofMember.length; member++) {
      List<Object> combination = new ArrayList<>(columns.size());
      for (String column : columns) {
        combination.add(value(column, member));
      }
      ofMember[member] = known.computeIfAbsent(combination, key -> known.size());
    }
    return new Combinations(ofMember, known.keySet().stream().map(List::toArray).toList());
  }

  /**
   * The distinct combinations of values that some columns have.
   *
   * @param ofMember the number of each member's combination
   * @param values of each combination, in the order of the columns
   */
  record Combinations(int[] ofMember, List<Object[]> values) {
    int size() {
      return values.size();
    }
  }
}
