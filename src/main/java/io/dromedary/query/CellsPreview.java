package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dromedary.cube.Catalog;
import io.dromedary.cube.CellPreview;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.DimensionModel;
import io.dromedary.cube.MeasureModel;
import io.dromedary.cube.TableSchema;
import io.dromedary.cube.spreading.LevelDeviation;
import io.dromedary.cube.spreading.SpreadPreview;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Edit.SetCell;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Identifiers;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.writer.CubeReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Says what an edit of a cell would do, and does nothing. It reads the leaves of the region and
 * lets the same code as the writer's spread the edit over them. Thread-safe.
 */
public final class CellsPreview {
  private static final int SAMPLE = 20;

  /** A region may be the whole cube: this bounds the memory. */
  private static final int AT_A_TIME = 2;

  private static final int MAX_WAIT_SECONDS = 5;

  private final Catalog catalog;
  private final SqlTemplates sql;
  private final CubeReader reader;
  private final DataSource readers;
  private final Semaphore places = new Semaphore(AT_A_TIME, true);

  /**
   * Makes the preview of a database.
   *
   * @param readers gives connections that each see one state of the data
   */
  public CellsPreview(Catalog catalog, SqlTemplates sql, DataSource readers) {
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.sql = requireNonNull(sql, "sql is null");
    this.readers = requireNonNull(readers, "readers is null");
    this.reader = new CubeReader(sql);
  }

  /**
   * What an edit would do.
   *
   * @param preview true, to tell it from an outcome
   * @param rows leaves among which the edit is spread
   * @param rowsChanged leaves whose value would differ
   * @param oldTotal the total of those leaves now
   * @param newTotal their total afterwards
   * @param largestFactor the largest factor by which a leaf would grow
   * @param signFlips leaves that would change from positive to negative or back
   * @param zeroed leaves that would become 0 and were not
   * @param flagged whether a sign flips or a factor is over {@link SpreadPreview#FLAGGED_FACTOR}
   * @param worstDeviations the worst rounding of each level, in units of the last digit
   * @param sample the leaves that would change most, at most 20
   * @param version the id of the last edit that the preview has seen
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonPropertyOrder({"preview", "rows", "rows_changed", "old_total", "new_total"})
  public record Answer(
      boolean preview,
      int rows,
      int rowsChanged,
      BigDecimal oldTotal,
      BigDecimal newTotal,
      double largestFactor,
      int signFlips,
      int zeroed,
      boolean flagged,
      List<LevelDeviation> worstDeviations,
      List<ChangedLeaf> sample,
      String version) {}

  /**
   * A leaf that would change.
   *
   * @param members the leaf's key in each dimension
   * @param before null if it is not booked
   */
  public record ChangedLeaf(Map<String, Object> members, BigDecimal before, BigDecimal after) {}

  /**
   * Works an edit out on the data as they are.
   *
   * @throws io.dromedary.edit.ProblemException what the writer would refuse the edit with:
   *     EMPTY_REGION, TOTAL_CHANGED, TOO_MANY_DIGITS (of the region; not of the totals of views
   *     that reach beyond it); or UNAVAILABLE if too many previews run at the moment
   */
  public Answer preview(SetCell edit) throws SQLException, InterruptedException {
    requireNonNull(edit, "edit is null");
    if (!places.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw Problem.of(
              ProblemType.UNAVAILABLE, "Too many previews are being worked out; try again later.")
          .asException();
    }
    try (Connection connection = readers.getConnection()) {
      TableSchema leafTable = catalog.table(catalog.cube(edit.cube()).table());
      CellPreview preview = reader.loadRegion(connection, leafTable, edit.region()).preview(edit);
      return answer(connection, edit, leafTable.cube(), preview);
    } finally {
      places.release();
    }
  }

  private Answer answer(Connection connection, SetCell edit, CubeModel cube, CellPreview preview)
      throws SQLException {
    SpreadPreview figures = preview.figures();
    int scale = cube.measure(edit.measure()).map(MeasureModel::scale).orElseThrow();
    return new Answer(
        true,
        figures.leavesTouched(),
        figures.leavesChanged(),
        figures.oldTotal(),
        figures.newTotal(),
        figures.largestFactor(),
        figures.signFlips(),
        figures.leavesZeroed(),
        figures.flagged(),
        figures.worstDeviations(),
        sample(connection, cube, preview, scale),
        version(connection));
  }

  private List<ChangedLeaf> sample(
      Connection connection, CubeModel cube, CellPreview preview, int scale) throws SQLException {
    List<Integer> mostChanged = mostChanged(preview);
    Map<Integer, Map<String, Object>> members =
        members(
            connection, cube, mostChanged.stream().map(leaf -> preview.leafIds()[leaf]).toList());
    List<ChangedLeaf> sample = new ArrayList<>();
    for (int leaf : mostChanged) {
      sample.add(
          new ChangedLeaf(
              members.get(preview.leafIds()[leaf]),
              value(preview.before()[leaf], scale),
              value(preview.after()[leaf], scale)));
    }
    return sample;
  }

  /** The leaves that change most, those first; among equals, the order of spreading decides. */
  private static List<Integer> mostChanged(CellPreview preview) {
    Comparator<Integer> byChange =
        Comparator.comparingLong((Integer leaf) -> change(preview, leaf))
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> most = new PriorityQueue<>(byChange);
    for (int leaf = 0; leaf < preview.leafIds().length; leaf++) {
      if (preview.before()[leaf] != preview.after()[leaf]) {
        most.add(leaf);
        if (most.size() > SAMPLE) {
          most.remove();
        }
      }
    }
    return most.stream().sorted(byChange.reversed()).toList();
  }

  private static long change(CellPreview preview, int leaf) {
    long before = preview.before()[leaf];
    return Math.abs(preview.after()[leaf] - (before == Long.MIN_VALUE ? 0 : before));
  }

  private static BigDecimal value(long units, int scale) {
    return units == Long.MIN_VALUE ? null : BigDecimal.valueOf(units, scale);
  }

  private Map<Integer, Map<String, Object>> members(
      Connection connection, CubeModel cube, List<Integer> leafIds) throws SQLException {
    List<String> keys = cube.dimensions().stream().map(DimensionModel::key).toList();
    List<String> columns = new ArrayList<>(List.of("leaf_id"));
    keys.forEach(key -> columns.add(Identifiers.quote(key)));
    Map<Integer, Map<String, Object>> members = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            sql.statement(
                "select-rows",
                Map.of(
                    "columns", String.join(", ", columns),
                    "table", Identifiers.quote(cube.table()),
                    "key", "leaf_id")))) {
      statement.setArray(1, connection.createArrayOf("BIGINT", leafIds.toArray()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Map<String, Object> leaf = new LinkedHashMap<>();
          for (int index = 0; index < keys.size(); index++) {
            leaf.put(keys.get(index), result.getObject(index + 2));
          }
          members.put(result.getInt(1), leaf);
        }
      }
    }
    return members;
  }

  private String version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql.statement("read-position", Map.of()))) {
      result.next();
      return new EditId(result.getLong("id_ms"), result.getLong("id_seq")).toString();
    }
  }
}
