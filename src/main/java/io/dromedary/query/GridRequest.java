package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.MeasureModel;
import io.dromedary.cube.TableSchema;
import io.dromedary.edit.Column;
import io.dromedary.edit.Condition;
import io.dromedary.edit.ConditionParser;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.QueryParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Which totals of a cube are asked for.
 *
 * @param leafTable the cube's
 * @param measures at least one
 * @param rows the levels and attributes down the side, outermost first
 * @param columns those across the top, none of which is in {@code rows}
 */
record GridRequest(
    TableSchema leafTable,
    List<MeasureModel> measures,
    List<Column> rows,
    List<Column> columns,
    Condition filter) {
  static final String MEASURE = "measure";
  static final String ROWS = "rows";
  static final String COLUMNS = "columns";
  static final String FILTER = "filter";

  /** More would be more than {@code 7 · 7} grouping sets. */
  private static final int MAX_LEVELS = 6;

  GridRequest {
    requireNonNull(leafTable, "leafTable is null");
    requireNonNull(filter, "filter is null");
    measures = List.copyOf(measures);
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /**
   * Reads a request.
   *
   * @param rawQuery the query string, still encoded, or null
   * @throws io.dromedary.edit.ProblemException UNKNOWN_CUBE, or, with the member {@code parameter},
   *     MALFORMED_REQUEST, UNKNOWN_COLUMN, UNKNOWN_LEVEL or BAD_CONDITION
   */
  static GridRequest parse(Catalog catalog, String cubeName, String rawQuery) {
    CubeModel cube = catalog.cube(cubeName);
    TableSchema leafTable = catalog.table(cube.table());
    QueryParameters parameters = QueryParameters.parse(rawQuery, MEASURE, ROWS, COLUMNS, FILTER);
    List<Column> used = new ArrayList<>();
    return new GridRequest(
        leafTable,
        measures(cube, parameters.names(MEASURE)),
        levels(cube, parameters, ROWS, used),
        levels(cube, parameters, COLUMNS, used),
        parameters.read(FILTER, text -> ConditionParser.parse(text, leafTable.conditionColumns())));
  }

  private static List<MeasureModel> measures(CubeModel cube, List<String> names) {
    if (names.isEmpty()) {
      return List.of(cube.measures().get(0));
    }
    List<MeasureModel> measures = new ArrayList<>();
    for (String name : names) {
      MeasureModel measure = cube.measure(name).orElseThrow(() -> unknownMeasure(cube, name));
      if (measures.contains(measure)) {
        throw QueryParameters.refusal(
            MEASURE, "The measure '%s' is asked for twice.".formatted(measure.name()));
      }
      measures.add(measure);
    }
    return measures;
  }

  private static RuntimeException unknownMeasure(CubeModel cube, String name) {
    List<String> known = cube.measures().stream().map(MeasureModel::name).toList();
    return Problem.of(
            ProblemType.UNKNOWN_COLUMN,
            "The cube '%s' has no measure '%s'; its measures are %s."
                .formatted(cube.name(), Excerpt.of(name), String.join(", ", known)))
        .with("parameter", MEASURE)
        .with("column", Excerpt.of(name))
        .with("columns", known)
        .asException();
  }

  private static List<Column> levels(
      CubeModel cube, QueryParameters parameters, String parameter, List<Column> used) {
    List<Column> levels = new ArrayList<>();
    List<String> names = parameters.names(parameter);
    if (names.size() > MAX_LEVELS) {
      throw QueryParameters.refusal(
          parameter,
          "The parameter '%s' takes at most %d levels.".formatted(parameter, MAX_LEVELS));
    }
    for (String name : names) {
      Column level = level(cube, parameter, name);
      if (used.contains(level)) {
        throw QueryParameters.refusal(
            parameter,
            "The level '%s' is asked for twice in rows and columns.".formatted(level.name()));
      }
      used.add(level);
      levels.add(level);
    }
    return levels;
  }

  private static Column level(CubeModel cube, String parameter, String name) {
    return cube.dimensionColumns().stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known = cube.dimensionColumns().stream().map(Column::name).toList();
              return Problem.of(
                      ProblemType.UNKNOWN_LEVEL,
                      "The cube '%s' has no level or attribute '%s'; there are %s."
                          .formatted(cube.name(), Excerpt.of(name), String.join(", ", known)))
                  .with("parameter", parameter)
                  .with("level", Excerpt.of(name))
                  .with("levels", known)
                  .asException();
            });
  }
}
