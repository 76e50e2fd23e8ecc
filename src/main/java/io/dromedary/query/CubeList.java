package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.DimensionModel;
import io.dromedary.cube.MeasureModel;
import io.dromedary.cube.ViewModel;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.http.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** The steps of {@code GET /cubes}. Thread-safe. */
public final class CubeList {
  private final Catalog catalog;
  private final VersionQuery version;

  public CubeList(Catalog catalog, SqlTemplates sql) {
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.version = new VersionQuery(sql);
  }

  /**
   * The cubes.
   *
   * @param next null: all of them are in one answer
   */
  public record Answer(List<Cube> data, String next, String version) {}

  /**
   * A cube.
   *
   * @param table its leaf table
   * @param dimensions in the order of spreading
   */
  public record Cube(
      String name,
      String description,
      String table,
      List<Dimension> dimensions,
      List<Measure> measures,
      List<View> views) {}

  /**
   * A dimension.
   *
   * @param table the table of its members, or null if they are values of the leaf table
   * @param key the column that identifies a member
   * @param levels from the outermost to the key
   * @param attributes columns of its members that are no levels
   */
  public record Dimension(
      String name, String table, String key, List<String> levels, List<String> attributes) {}

  /**
   * A measure.
   *
   * @param type as in a model file: decimal(2)
   */
  public record Measure(String name, String type) {}

  /**
   * A summary view.
   *
   * @param measures its measures and the measure of the cube that each one sums
   * @param groupingSets the columns of each of its grouping sets
   */
  public record View(
      String name,
      List<String> columns,
      Map<String, String> measures,
      @JsonProperty("grouping_sets") List<List<String>> groupingSets) {}

  /**
   * The query for the version; the rest follows from the models.
   *
   * @param rawQuery the query string, which must be empty
   */
  public SnapshotQuery query(@Header(Exchange.HTTP_RAW_QUERY) String rawQuery) {
    QueryParameters.parse(rawQuery);
    return version;
  }

  /** The answer; the rows say the version. */
  public Answer answer(@Body List<Map<String, Object>> rows) {
    return new Answer(
        catalog.cubes().stream().map(CubeList::cube).toList(), null, SnapshotQuery.version(rows));
  }

  private static Cube cube(CubeModel cube) {
    return new Cube(
        cube.name(),
        cube.description(),
        cube.table(),
        cube.dimensions().stream().map(CubeList::dimension).toList(),
        cube.measures().stream()
            .map(measure -> new Measure(measure.name(), TableList.typeOf(measure.column())))
            .toList(),
        cube.views().stream().map(CubeList::view).toList());
  }

  private static Dimension dimension(DimensionModel dimension) {
    return new Dimension(
        dimension.name(),
        dimension.table().orElse(null),
        dimension.key(),
        dimension.levels(),
        dimension.allColumns().stream()
            .map(column -> column.name())
            .filter(column -> dimension.levelOf(column) < 0)
            .toList());
  }

  private static View view(ViewModel view) {
    Map<String, String> measures = new LinkedHashMap<>();
    for (Map.Entry<String, MeasureModel> measure : view.measures().entrySet()) {
      measures.put(measure.getKey(), measure.getValue().name());
    }
    return new View(view.name(), view.columns(), measures, view.groupingSets());
  }
}
