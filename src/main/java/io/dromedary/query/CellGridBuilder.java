package io.dromedary.query;

import io.dromedary.cube.CubeModel;
import io.dromedary.cube.MeasureModel;
import io.dromedary.edit.Column;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the rows that a {@link GridQuery} reads into a grid. */
final class CellGridBuilder {
  private final GridRequest request;
  private final Map<Header, Integer> columns = new LinkedHashMap<>();
  private final Map<Header, Line> lines = new LinkedHashMap<>();

  CellGridBuilder(GridRequest request) {
    this.request = request;
  }

  /**
   * What a row or a column is narrowed to.
   *
   * @param members of the outermost levels; the others are summed over
   */
  private record Header(List<Object> members) {
    int depth() {
      return members.size();
    }

    Map<String, Object> byLevel(List<Column> levels) {
      Map<String, Object> byLevel = new LinkedHashMap<>();
      for (int index = 0; index < levels.size(); index++) {
        byLevel.put(levels.get(index).name(), index < members.size() ? members.get(index) : null);
      }
      return byLevel;
    }
  }

  private record Line(long leaves, Object[] cells) {}

  /**
   * Builds the grid.
   *
   * @param rows in the order of the query
   * @throws ProblemException TOO_MANY_CELLS
   */
  CellGrid build(List<Map<String, Object>> rows) {
    if (rows.size() > CellGrid.MAX_CELLS) {
      throw tooManyCells();
    }
    // The grand total has every column and comes first, with them in order.
    rows.stream()
        .filter(row -> row.get("leaves") != null && header(row, "r", request.rows()).depth() == 0)
        .forEach(row -> columns.putIfAbsent(header(row, "c", request.columns()), columns.size()));
    for (Map<String, Object> row : rows) {
      if (row.get("leaves") != null) {
        add(row);
      }
    }
    return grid(SnapshotQuery.version(rows));
  }

  private void add(Map<String, Object> row) {
    Header header = header(row, "r", request.rows());
    Line line = lines.get(header);
    if (line == null) {
      // The first cell of a line is its total over all columns.
      line = new Line(((Number) row.get("leaves")).longValue(), new Object[columns.size()]);
      if (request.measures().size() > 1) {
        Arrays.fill(line.cells(), Collections.nCopies(request.measures().size(), null));
      }
      lines.put(header, line);
      if ((long) lines.size() * columns.size() > CellGrid.MAX_CELLS) {
        throw tooManyCells();
      }
    }
    line.cells()[columns.get(header(row, "c", request.columns()))] = cell(row);
  }

  private Object cell(Map<String, Object> row) {
    if (request.measures().size() == 1) {
      return row.get("t0");
    }
    List<Object> totals = new ArrayList<>();
    for (int index = 0; index < request.measures().size(); index++) {
      totals.add(row.get("t" + index));
    }
    return totals;
  }

  private static Header header(Map<String, Object> row, String prefix, List<Column> levels) {
    List<Object> members = new ArrayList<>();
    for (int index = 0; index < levels.size(); index++) {
      String level = prefix + index;
      if (((Number) row.get(level + "_summed")).intValue() == 0) {
        members.add(row.get(level));
      }
    }
    return new Header(members);
  }

  private CellGrid grid(String version) {
    List<CellGrid.Row> data = new ArrayList<>();
    lines.forEach(
        (header, line) ->
            data.add(
                new CellGrid.Row(
                    header.byLevel(request.rows()),
                    header.depth() == 0 ? null : request.rows().get(header.depth() - 1).name(),
                    header.depth(),
                    line.leaves(),
                    Arrays.asList(line.cells()))));
    CubeModel cube = request.leafTable().cube();
    return new CellGrid(
        cube.name(),
        request.measures().stream().map(MeasureModel::name).toList(),
        request.rows().stream().map(Column::name).toList(),
        request.columns().stream().map(Column::name).toList(),
        columns.keySet().stream().map(header -> header.byLevel(request.columns())).toList(),
        columns.keySet().stream().map(Header::depth).toList(),
        data,
        data.size(),
        version);
  }

  private static ProblemException tooManyCells() {
    return Problem.of(
            ProblemType.TOO_MANY_CELLS,
            "The grid would have more than %d cells; add a 'filter', or leave out the innermost level."
                .formatted(CellGrid.MAX_CELLS))
        .with("limit", CellGrid.MAX_CELLS)
        .asException();
  }
}
