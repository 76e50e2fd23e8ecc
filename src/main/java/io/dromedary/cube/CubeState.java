package io.dromedary.cube;

import io.dromedary.cube.spreading.Spread;
import io.dromedary.edit.Condition;
import io.dromedary.edit.Edit.SetCell;
import io.dromedary.edit.EditId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The members, leaves and view totals of one cube in memory: what decides an edit. It holds what
 * the database holds; the writer brings changes from here into the database and takes them back if
 * that fails. Not thread-safe.
 */
public final class CubeState {
  /** An edit lists at most so many changed rows of views; the rest is in the views themselves. */
  private static final int MAX_LISTED_ROWS = 2_000;

  private final CubeModel model;
  private final Leaves leaves;
  private final RegionFinder regions;
  private final EditPlanner planner;
  private final List<SummaryTotals> views = new ArrayList<>();
  private final List<StoredColumn> columns = new ArrayList<>();
  private final Set<TotalWatch> watches = new LinkedHashSet<>();

  CubeState(CubeModel model, List<Members> dimensions, Leaves leaves) {
    this.model = model;
    this.leaves = leaves;
    this.regions = new RegionFinder(model, dimensions, leaves);
    this.planner = new EditPlanner(model, leaves, regions);
    for (MeasureModel measure : model.measures()) {
      int number = model.indexOf(measure);
      columns.add(
          new StoredColumn(
              model.table(),
              "leaf_id",
              measure.name(),
              measure.scale(),
              leaves::leafId,
              position -> leaves.value(number, position)));
    }
    for (ViewModel view : model.views()) {
      SummaryTotals totals = new SummaryTotals(model, view, dimensions, leaves);
      views.add(totals);
      columns.addAll(totals.columns());
    }
  }

  public CubeModel model() {
    return model;
  }

  /** The number of leaves. */
  public int size() {
    return leaves.size();
  }

  /**
   * Applies an edit to the memory.
   *
   * @throws io.dromedary.edit.ProblemException if the data refuses it: EMPTY_REGION, TOTAL_CHANGED
   *     with the member {@code current}, TOO_MANY_DIGITS, or the heap, REGION_TOO_LARGE; then
   *     nothing has changed
   */
  public CellChange apply(SetCell edit, EditId id) {
    LeafPlan plan = planner.plan(edit);
    CellChange change =
        changeLeaves(plan.measure(), plan.positions(), plan.before(), plan.spread(), id);
    set(plan.measure(), plan.positions(), plan.before(), change.after());
    return change;
  }

  /**
   * Works out what {@link #apply} would do to the leaves, and changes nothing.
   *
   * @throws io.dromedary.edit.ProblemException as {@link #apply}, except that the totals of views
   *     are not looked at
   */
  public CellPreview preview(SetCell edit) {
    return planner.preview(edit);
  }

  private CellChange changeLeaves(
      int measure, int[] positions, long[] before, Spread spread, EditId id) {
    StringBuilder updates = new StringBuilder();
    int applied = 0;
    try {
      for (SummaryTotals view : views) {
        BitSet touched = view.apply(measure, positions, before, spread.after());
        applied++;
        list(view, touched, id, updates);
      }
    } catch (RuntimeException e) {
      views
          .subList(0, applied)
          .forEach(view -> view.apply(measure, positions, spread.after(), before));
      throw e;
    }
    return new CellChange(
        measure,
        positions,
        leaves.leafIds(positions),
        before,
        spread.after(),
        spread.oldTotal(),
        spread.newTotal(),
        updates.toString());
  }

  private static void list(SummaryTotals view, BitSet rows, EditId id, StringBuilder updates) {
    int listed = 0;
    String text = id.toString();
    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
      if (!updates.isEmpty()) {
        updates.append(',');
      }
      if (listed++ == MAX_LISTED_ROWS) {
        updates.append(
            "{\"table\":\"%s\",\"more\":%d,\"href\":\"/view_table/%s\",\"id\":\"%s\"}"
                .formatted(
                    view.view().name(),
                    rows.cardinality() - MAX_LISTED_ROWS,
                    view.view().name(),
                    text));
        return;
      }
      view.appendJson(updates, row, text);
    }
  }

  /**
   * Sets leaves to values that were decided before, as when an edit is repeated from its image.
   *
   * @param leafIds the leaves' permanent numbers
   * @param values in units, {@link Long#MIN_VALUE} for NULL
   */
  public void set(String measure, int[] leafIds, long[] values) {
    int number = model.indexOf(model.measure(measure).orElseThrow());
    int[] positions = leaves.positions(leafIds);
    long[] before = leaves.values(number, positions);
    views.forEach(view -> view.apply(number, positions, before, values));
    set(number, positions, before, values);
  }

  private void set(int measure, int[] positions, long[] before, long[] values) {
    for (int index = 0; index < positions.length; index++) {
      leaves.set(measure, positions[index], values[index]);
      columns.get(measure).mark(positions[index]);
    }
    watches.forEach(watch -> watch.changed(measure, positions, before, values));
  }

  /**
   * Keeps the total of a region up to date from now on, until {@link #unwatch}.
   *
   * @param region a condition over dimensions alone
   */
  public TotalWatch watch(MeasureModel measure, Condition region) {
    int number = model.indexOf(measure);
    int[] positions = regions.find(region);
    TotalWatch watch =
        new TotalWatch(
            number, measure.scale(), positions, EditPlanner.sum(booked(number, positions)));
    watches.add(watch);
    return watch;
  }

  private long[] booked(int measure, int[] positions) {
    long[] values = leaves.values(measure, positions);
    for (int index = 0; index < values.length; index++) {
      values[index] = values[index] == Leaves.NULL ? 0 : values[index];
    }
    return values;
  }

  /** Ends what {@link #watch} began. */
  public void unwatch(TotalWatch watch) {
    watches.remove(watch);
  }

  /** Whether a condition over one dimension is met by any of its members. */
  public boolean hasMembers(Condition condition) {
    return regions.hasMembers(condition);
  }

  /** Takes a change back; changes are taken back in the reverse of their order. */
  public void revert(CellChange change) {
    for (int index = 0; index < change.positions().length; index++) {
      leaves.set(change.measure(), change.positions()[index], change.before()[index]);
    }
    views.forEach(
        view -> view.apply(change.measure(), change.positions(), change.after(), change.before()));
    watches.forEach(
        watch ->
            watch.changed(
                change.measure(),
                change.positions(),
                /* before= */ change.after(),
                /* after= */ change.before()));
  }

  /** The measures of the leaf table, then those of each view, in the order of the model. */
  public List<StoredColumn> columns() {
    return columns;
  }

  /** The number of rows of a view. */
  public int rows(ViewModel view) {
    return totals(view).size();
  }

  /** The values of a view's row: its columns, its measures, the number of its grouping set. */
  public Object[] row(ViewModel view, int row) {
    return totals(view).values(row);
  }

  private SummaryTotals totals(ViewModel view) {
    return views.get(model.views().indexOf(view));
  }
}
