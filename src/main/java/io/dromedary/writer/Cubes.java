package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.RowValues;
import io.dromedary.cube.StoredColumn;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Edit.SetColumn;
import io.dromedary.edit.EditId;
import io.dromedary.edit.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All cubes: their state in memory, and what brings a group's changes of it into the database. */
final class Cubes {
  private static final Logger LOG = LoggerFactory.getLogger(Cubes.class);

  /** So many images of edits are read at once, if they are small; each may tell of all leaves. */
  private static final int IMAGES_PAGE = 50;

  /** The write-ahead log may have so many times the size that makes a checkpoint due. */
  private static final int OVERDUE = 4;

  /**
   * So long there has to be no edit before parts of the database are merged: the next one waits for
   * it, up to some seconds.
   */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Database database;
  private final Catalog catalog;
  private final SqlTemplates sql;
  private final Journal journal;
  private final CubeReader reader;
  private final FormulaSheets sheets;
  private final EditAppender appender;
  private final VisibleTables visible;
  private final Projection projection;
  private final Map<String, CubeState> states = new LinkedHashMap<>();

  /** When the last edits came, in terms of {@link System#nanoTime}. */
  private long lastEdits = System.nanoTime();

  /** The tables of views that no model has any more. */
  private final Set<String> retiredViews = new HashSet<>();

  Cubes(
      Database database, Catalog catalog, SqlTemplates sql, Journal journal, FormulaSheets sheets) {
    this.database = requireNonNull(database, "database is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.sql = requireNonNull(sql, "sql is null");
    this.journal = requireNonNull(journal, "journal is null");
    this.sheets = requireNonNull(sheets, "sheets is null");
    this.reader = new CubeReader(sql);
    this.appender = new EditAppender(database);
    this.visible = new VisibleTables(database, sql);
    this.projection = new Projection(visible);
  }

  /**
   * Reads all cubes into memory, and brings the tables up to the last edit.
   *
   * @param position the last edit
   * @param models the cubes; once their tables are there, the catalog has them
   * @throws IllegalArgumentException if a table does not fit its model
   */
  void load(EditId position, List<CubeModel> models) throws SQLException {
    appender.close();
    projection.close();
    states.clear();
    for (CubeModel model : models) {
      CubeTables.create(database.writer(), model);
      CubeState cube = reader.load(database.writer(), model);
      states.put(model.name(), cube);
      LOG.debug("Cube {} has {} leaves", model.name(), cube.size());
    }
    EditId tablesPosition = journal.tablesPosition(database.writer());
    int caughtUp = applyImages(tablesPosition);
    List<CellRows> cells = sheets.load(database.writer(), tablesPosition, states::get);
    Transaction.run(
        database.writer(),
        () -> {
          for (CubeState cube : states.values()) {
            writeLeaves(cube);
            CubeTables.rebuildViews(database.writer(), cube);
          }
          CellRows.append(database.writer(), cells);
          TableWriter.setPosition(database.writer(), sql, position);
          return null;
        });
    if (caughtUp + cells.size() > 0) {
      LOG.info(
          "Brought {} edits into the tables that the last run had only committed",
          caughtUp + cells.size());
    }
    Set<String> formerViews = catalog.views();
    catalog.replace(models);
    dropRetiredViews(formerViews);
    sheets.compute();
    projection.restart(position);
  }

  /** Not those that have only just gone: somebody may be about to read one. */
  private void dropRetiredViews(Set<String> formerViews) throws SQLException {
    retiredViews.removeIf(catalog::isTable);
    for (String view : retiredViews) {
      CubeTables.drop(database.writer(), view);
    }
    retiredViews.clear();
    formerViews.stream().filter(view -> !catalog.isTable(view)).forEach(retiredViews::add);
  }

  private void writeLeaves(CubeState cube) throws SQLException {
    try (RowUpdates updates = new RowUpdates(database.writer(), sql)) {
      for (Map.Entry<StoredColumn, RowValues> change : takeChanges(cube).entrySet()) {
        if (change.getKey().table().equals(cube.model().table())) {
          updates.write(change.getKey(), change.getValue());
        }
      }
    }
  }

  private int applyImages(EditId tablesPosition) throws SQLException {
    int applied = 0;
    EditId from = tablesPosition;
    while (true) {
      List<RecordedEdit> page = journal.imagesAfter(database.writer(), from, IMAGES_PAGE);
      if (page.isEmpty()) {
        return applied;
      }
      for (RecordedEdit edit : page) {
        EditImage image = EditImage.decode(edit.image());
        for (CubeState cube : states.values()) {
          if (cube.model().table().equals(edit.table())) {
            cube.set(edit.measure(), image.leafIds(), image.after());
          }
        }
        from = edit.id();
      }
      applied += page.size();
    }
  }

  CubeState state(String cube) {
    return states.get(cube);
  }

  /** Notes that there are edits, and waits as long as the tables are too far behind for them. */
  void awaitRoom() {
    lastEdits = System.nanoTime();
    projection.awaitRoom();
  }

  /** How many changed rows the tables have still to take up. */
  int waitingRows() {
    return projection.waitingRows();
  }

  /** Waits until the tables hold everything, or cannot. */
  void drain() {
    try {
      projection.awaitCommitted();
    } catch (ProblemException e) {
      LOG.debug("The tables are behind", e);
    }
  }

  /** Commits edits, and has the tables follow with what they have changed in memory. */
  void commit(Group group) throws SQLException {
    List<RecordedEdit> edits = group.edits();
    appender.commit(edits);
    Map<StoredColumn, RowValues> changes = new LinkedHashMap<>();
    states.values().forEach(cube -> changes.putAll(takeChanges(cube)));
    projection.add(edits.get(edits.size() - 1).id(), changes, group.cellRows());
  }

  private static Map<StoredColumn, RowValues> takeChanges(CubeState cube) {
    Map<StoredColumn, RowValues> changes = new LinkedHashMap<>();
    for (StoredColumn column : cube.columns()) {
      if (column.isChanged()) {
        changes.put(column, column.takeChanges());
      }
    }
    return changes;
  }

  /**
   * Sets a column that is no measure, commits that, and reads the cube into memory again.
   *
   * @param group takes what follows from it
   * @param recorded makes the record of what was done, with the cube as it is then
   * @throws io.dromedary.edit.ProblemException as {@link ColumnUpdate#run}; then nothing has
   *     changed
   * @throws TablesBehindException if the tables cannot follow
   */
  RecordedEdit commitColumn(
      EditId id, SetColumn edit, Group group, Function<ColumnUpdate.Result, RecordedEdit> recorded)
      throws SQLException {
    try {
      projection.awaitCommitted();
    } catch (ProblemException e) {
      throw new TablesBehindException(id, e);
    }
    CubeState former = states.get(edit.cube());
    boolean done = false;
    try {
      RecordedEdit result =
          Transaction.run(
              database.writer(),
              () -> {
                ColumnUpdate.Result update =
                    new ColumnUpdate(sql, catalog.table(edit.table()), edit)
                        .run(database.writer(), id);
                CubeState reloaded = reader.load(database.writer(), former.model());
                CubeTables.rebuildViews(database.writer(), reloaded);
                states.put(edit.cube(), reloaded);
                RecordedEdit record = recorded.apply(update);
                appender.append(List.of(record));
                CellRows.append(database.writer(), group.cellRows());
                TableWriter.setPosition(database.writer(), sql, id);
                return record;
              });
      done = true;
      return result;
    } finally {
      if (!done) {
        states.put(edit.cube(), former);
      }
    }
  }

  /** Waits until the tables hold everything that is committed; see {@link Projection}. */
  void awaitTables() {
    projection.awaitCommitted();
  }

  /**
   * Writes the write-ahead log into the file if it is due and nothing stands in its way. A log that
   * has grown far too long waits for that: a checkpoint needs the more memory the longer it is.
   */
  void checkpointIfDue() {
    long size = database.walBytes();
    long due = database.checkpointBytes();
    if (size >= due) {
      visible.whileQuiet(size > OVERDUE * due, database::checkpoint);
    }
  }

  /**
   * For a moment without edits: if there were none for a while, has the database merge what
   * checkpoints have left in small parts.
   */
  void mergeIfDue() {
    if (System.nanoTime() - lastEdits > QUIET.toNanos() && database.mergeIsDue()) {
      visible.whileQuiet(false, database::merge);
    }
  }

  /** Runs something while no table changes. */
  <T> T whileTablesStand(VisibleTables.Task<T> task) throws InterruptedException {
    return visible.whileStanding(task);
  }

  void close() {
    projection.close();
    appender.close();
  }
}
