package io.dromedary.cube;

import io.dromedary.edit.Column;
import io.dromedary.edit.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dimension of a cube.
 *
 * @param table the table of its members; without one, they are the values of {@code key} in the
 *     leaf table
 * @param key the column, in the leaf table and in {@code table}, that identifies a member
 * @param levels from the outermost to the key; siblings are ordered by their value
 * @param columns the columns of the members that are stored
 * @param derived levels that follow from the key, a date
 */
public record DimensionModel(
    String name,
    Optional<String> table,
    String key,
    List<String> levels,
    List<Column> columns,
    Map<String, Derivation> derived) {

  public DimensionModel {
    levels = List.copyOf(levels);
    columns = List.copyOf(columns);
    derived = Map.copyOf(derived);
  }

  /** All columns that a condition may name: the stored ones, then the derived ones. */
  public List<Column> allColumns() {
    List<Column> all = new ArrayList<>(columns);
    levels.stream()
        .filter(derived::containsKey)
        .forEach(level -> all.add(new Column(level, ColumnType.TEXT)));
    return List.copyOf(all);
  }

  /** The column that identifies a member. */
  public Column keyColumn() {
    return column(key).orElseThrow();
  }

  /** The stored or derived column of this name. */
  public Optional<Column> column(String columnName) {
    return allColumns().stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** The number of the level that this column is, or -1 for an attribute. */
  public int levelOf(String columnName) {
    return levels.indexOf(columnName);
  }
}
