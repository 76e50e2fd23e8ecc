package io.dromedary.cube;

import io.dromedary.cube.TableSchema.ColumnSchema;
import io.dromedary.cube.TableSchema.Kind;
import io.dromedary.edit.Column;
import io.dromedary.edit.ColumnType;
import io.dromedary.edit.Columns;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All cubes, tables and views that the models declare. Names are case-insensitive. Thread-safe;
 * each call answers from one state of the models.
 */
public final class Catalog {
  private volatile Contents contents;

  /**
   * Collects what the models declare.
   *
   * @throws IllegalArgumentException if two cubes or tables share a name
   */
  public Catalog(List<CubeModel> models) {
    contents = new Contents(models);
  }

  /**
   * Finds out whether models go together.
   *
   * @throws IllegalArgumentException if two cubes or tables share a name
   */
  public static void check(List<CubeModel> models) {
    new Catalog(models);
  }

  /**
   * Declares what other models do, instead.
   *
   * @throws IllegalArgumentException if two cubes or tables share a name; then nothing changes
   */
  public void replace(List<CubeModel> models) {
    contents = new Contents(models);
  }

  /** What one set of models declares. */
  private static final class Contents {
    final Map<String, CubeModel> cubes = new LinkedHashMap<>();
    final Map<String, TableSchema> tables = new LinkedHashMap<>();

    Contents(List<CubeModel> models) {
      for (CubeModel cube : models) {
        put(cubes, cube.name(), cube);
        add(leafTable(cube));
        for (int index = 0; index < cube.dimensions().size(); index++) {
          if (cube.dimensions().get(index).table().isPresent()) {
            add(dimensionTable(cube, index));
          }
        }
        cube.views().forEach(view -> add(view(cube, view)));
      }
    }

    private void add(TableSchema table) {
      put(tables, table.name(), table);
    }
  }

  public Collection<CubeModel> cubes() {
    return contents.cubes.values();
  }

  public Collection<TableSchema> tables() {
    return contents.tables.values();
  }

  /** The names of all views. */
  public Set<String> views() {
    return tables().stream()
        .filter(table -> table.kind() == Kind.VIEW)
        .map(TableSchema::name)
        .collect(Collectors.toSet());
  }

  /** Whether there is a table or view of this name. */
  public boolean isTable(String name) {
    return contents.tables.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The table or view of this name.
   *
   * @throws io.dromedary.edit.ProblemException UNKNOWN_TABLE, with the tables that there are
   */
  public TableSchema table(String name) {
    Map<String, TableSchema> tables = contents.tables;
    TableSchema table = tables.get(name.toLowerCase(Locale.ROOT));
    if (table == null) {
      throw Problem.of(
              ProblemType.UNKNOWN_TABLE,
              "There is no table or view '%s'; there are %s."
                  .formatted(
                      Excerpt.of(name),
                      String.join(", ", tables.values().stream().map(TableSchema::name).toList())))
          .with("table", Excerpt.of(name))
          .asException();
    }
    return table;
  }

  /**
   * The cube of this name.
   *
   * @throws io.dromedary.edit.ProblemException UNKNOWN_CUBE, with the cubes that there are
   */
  public CubeModel cube(String name) {
    Map<String, CubeModel> cubes = contents.cubes;
    CubeModel cube = cubes.get(name.toLowerCase(Locale.ROOT));
    if (cube == null) {
      throw Problem.of(
              ProblemType.UNKNOWN_CUBE,
              "There is no cube '%s'; there are %s."
                  .formatted(
                      Excerpt.of(name),
                      String.join(", ", cubes.values().stream().map(CubeModel::name).toList())))
          .with("cube", Excerpt.of(name))
          .asException();
    }
    return cube;
  }

  private static <T> void put(Map<String, T> map, String name, T value) {
    if (map.put(name.toLowerCase(Locale.ROOT), value) != null) {
      throw new IllegalArgumentException("Two models declare '" + name + "'");
    }
  }

  private static TableSchema leafTable(CubeModel cube) {
    List<ColumnSchema> columns = new ArrayList<>();
    cube.dimensions()
        .forEach(dimension -> columns.add(new ColumnSchema(dimension.keyColumn(), Role.KEY)));
    cube.measures()
        .forEach(measure -> columns.add(new ColumnSchema(measure.column(), Role.MEASURE)));
    List<Column> conditionColumns = new ArrayList<>(cube.dimensionColumns());
    cube.measures().forEach(measure -> conditionColumns.add(measure.column()));
    return new TableSchema(
        cube.table(),
        Kind.LEAF_TABLE,
        cube,
        columns,
        Columns.of(conditionColumns),
        -1,
        Optional.empty());
  }

  private static TableSchema dimensionTable(CubeModel cube, int index) {
    DimensionModel dimension = cube.dimensions().get(index);
    List<ColumnSchema> columns =
        dimension.columns().stream()
            .map(column -> new ColumnSchema(column, role(dimension, column)))
            .toList();
    return new TableSchema(
        dimension.table().orElseThrow(),
        Kind.DIMENSION_TABLE,
        cube,
        columns,
        Columns.of(dimension.columns()),
        index,
        Optional.empty());
  }

  private static TableSchema view(CubeModel cube, ViewModel view) {
    List<ColumnSchema> columns = new ArrayList<>();
    for (String name : view.columns()) {
      Column column =
          cube.dimensionColumns().stream()
              .filter(known -> known.name().equals(name))
              .findFirst()
              .orElseThrow();
      DimensionModel dimension = cube.dimensions().get(cube.dimensionOf(column));
      columns.add(new ColumnSchema(column, role(dimension, column)));
    }
    view.measures()
        .forEach(
            (name, measure) ->
                columns.add(
                    new ColumnSchema(
                        new Column(name, ColumnType.decimal(measure.scale())), Role.MEASURE)));
    columns.add(
        new ColumnSchema(
            new Column(ViewModel.GROUPING_SET_ID, ColumnType.INTEGER), Role.ATTRIBUTE));
    return new TableSchema(
        view.name(),
        Kind.VIEW,
        cube,
        columns,
        Columns.of(columns.stream().map(ColumnSchema::column).toList()),
        -1,
        Optional.of(view));
  }

  private static Role role(DimensionModel dimension, Column column) {
    if (column.name().equals(dimension.key())) {
      return Role.KEY;
    }
    return dimension.levelOf(column.name()) >= 0 ? Role.LEVEL : Role.ATTRIBUTE;
  }
}
