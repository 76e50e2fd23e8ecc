package io.dromedary.cube;

import io.dromedary.edit.Column;
import io.dromedary.edit.Columns;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table or view as its users see it.
 *
 * @param columns its own, in order
 * @param conditionColumns what a condition on it may name: its own columns and, in a leaf table,
 *     those of the dimensions
 * @param dimension the dimension whose members it holds, or -1
 * @param view the view that it is
 */
public record TableSchema(
    String name,
    Kind kind,
    CubeModel cube,
    List<ColumnSchema> columns,
    Columns conditionColumns,
    int dimension,
    Optional<ViewModel> view) {

  /** What a table is in its cube. */
  public enum Kind {
    LEAF_TABLE,
    DIMENSION_TABLE,
    VIEW
  }

  /** A column and its role. */
  public record ColumnSchema(Column column, Role role) {
    public String name() {
      return column.name();
    }
  }

  public TableSchema {
    columns = List.copyOf(columns);
  }

  /** The table's own column of this name. */
  public Optional<ColumnSchema> column(String columnName) {
    return columns.stream()
        .filter(column -> column.name().equalsIgnoreCase(columnName))
        .findFirst();
  }

  /**
   * The table's own column of this name.
   *
   * @throws io.dromedary.edit.ProblemException UNKNOWN_COLUMN, with the columns that there are
   */
  public ColumnSchema requireColumn(String columnName) {
    return column(columnName)
        .orElseThrow(
            () ->
                Problem.of(
                        ProblemType.UNKNOWN_COLUMN,
                        "The table '%s' has no column '%s'; its columns are %s."
                            .formatted(
                                name,
                                Excerpt.of(columnName),
                                columns.stream()
                                    .map(ColumnSchema::name)
                                    .collect(Collectors.joining(", "))))
                    .with("table", name)
                    .with("column", Excerpt.of(columnName))
                    .asException());
  }

  /** The measure of the leaf table that a measure column of this table shows. */
  public Optional<MeasureModel> measure(String columnName) {
    return view.isPresent()
        ? view.get().measures().entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(columnName))
            .map(Map.Entry::getValue)
            .findFirst()
        : kind == Kind.LEAF_TABLE ? cube.measure(columnName) : Optional.empty();
  }
}
