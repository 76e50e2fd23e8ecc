package io.dromedary.cube;

import io.dromedary.edit.Column;
import java.util.List;
import java.util.Optional;

/**
 * What a model file declares of one cube.
 *
 * @param table the leaf table: one column per dimension key and measure
 * @param dimensions in the order in which totals are spread and leaves are stored
 */
public record CubeModel(
    String name,
    String table,
    String description,
    List<DimensionModel> dimensions,
    List<MeasureModel> measures,
    List<ViewModel> views) {

  public CubeModel {
    dimensions = List.copyOf(dimensions);
    measures = List.copyOf(measures);
    views = List.copyOf(views);
  }

  /** The measure of the leaf table with this name. */
  public Optional<MeasureModel> measure(String measureName) {
    return measures.stream()
        .filter(measure -> measure.name().equalsIgnoreCase(measureName))
        .findFirst();
  }

  /** The position of a measure among the cube's. */
  public int indexOf(MeasureModel measure) {
    return measures.indexOf(measure);
  }

  /** The number of the dimension that has this column. */
  public int dimensionOf(Column column) {
    for (int index = 0; index < dimensions.size(); index++) {
      if (dimensions.get(index).column(column.name()).isPresent()) {
        return index;
      }
    }
    return -1;
  }

  /** All levels of all dimensions, in the order of spreading. */
  public List<String> levels() {
    return dimensions.stream().flatMap(dimension -> dimension.levels().stream()).toList();
  }

  /**
   * The column of a dimension, stored or derived.
   *
   * @throws java.util.NoSuchElementException if no dimension has one of this name
   */
  public Column dimensionColumn(String columnName) {
    return dimensions.stream()
        .flatMap(dimension -> dimension.column(columnName).stream())
        .findFirst()
        .orElseThrow();
  }

  /** All columns of all dimensions. */
  public List<Column> dimensionColumns() {
    return dimensions.stream().flatMap(dimension -> dimension.allColumns().stream()).toList();
  }
}
