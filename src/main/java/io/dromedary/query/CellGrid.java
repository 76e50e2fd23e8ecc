package io.dromedary.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * Totals of a cube at every level, as a grid: a row for each prefix of the row levels' members, a
 * column for each prefix of the column levels' members, both with the grand total first and each
 * parent before its children.
 *
 * @param measures the measures that the cells show
 * @param rows the names of the rows' levels, outermost first
 * @param columns likewise
 * @param columnMembers the members of each column by level, null where it sums over the level
 * @param columnDepths by how many levels each column is narrowed; it tells a member that is NULL
 *     from a level that is summed over
 * @param total the number of rows
 * @param version the id of the last edit that the totals contain
 */
@JsonPropertyOrder({
  "cube",
  "measures",
  "rows",
  "columns",
  "column_members",
  "column_depths",
  "data",
  "total",
  "version"
})
public record CellGrid(
    String cube,
    List<String> measures,
    List<String> rows,
    List<String> columns,
    @JsonProperty("column_members") List<Map<String, Object>> columnMembers,
    @JsonProperty("column_depths") List<Integer> columnDepths,
    List<Row> data,
    int total,
    String version) {
  /** The largest number of cells, rows times columns. */
  static final int MAX_CELLS = 100_000;

  /**
   * A row.
   *
   * @param members by level, null where the row sums over the level
   * @param level the innermost level that the row does not sum over; null in the grand total
   * @param depth by how many levels the row is narrowed
   * @param leaves how many leaves it sums
   * @param cells one per column: the exact total, or null if no leaf is booked; if there are
   *     several measures, a list of that, one per measure
   */
  public record Row(
      Map<String, Object> members, String level, int depth, long leaves, List<Object> cells) {}
}
