package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.StoredColumn;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Edit.SetColumn;
import io.dromedary.edit.EditId;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All cubes: their state in memory, and what brings a group's changes of it into the database. */
final class Cubes {
  private static final Logger LOG = LoggerFactory.getLogger(Cubes.class);

  /** A group that changes more rows writes them into the tables at once. */
  private static final int LARGE_GROUP_ROWS = 20_000;

  /** From so many changed rows on, the tables take them up, however busy the writer is. */
  private static final int MAX_UNFOLDED_ROWS = 100_000;

  private final Database database;
  private final Catalog catalog;
  private final SqlTemplates sql;
  private final CubeTables tables;
  private final ReadersViews views;
  private final Map<String, CubeState> states = new LinkedHashMap<>();
  private GroupStore store;
  private Thread storeOwner;

  Cubes(Database database, Catalog catalog, SqlTemplates sql) {
    this.database = requireNonNull(database, "database is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.sql = requireNonNull(sql, "sql is null");
    this.tables = new CubeTables(sql);
    this.views = new ReadersViews(sql);
  }

  /** Reads all cubes into memory. */
  void load(EditId position) throws SQLException {
    for (CubeModel model : catalog.cubes()) {
      tables.create(database.writer(), model);
      tables.foldRecent(database.writer(), model);
    }
    tables.clearChanges(database.writer(), position);
    Map<StoredColumn, Integer> columns = new LinkedHashMap<>();
    for (CubeModel model : catalog.cubes()) {
      CubeState cube = tables.load(database.writer(), model);
      tables.rebuildViews(database.writer(), cube);
      states.put(model.name(), cube);
      cube.columns().forEach(column -> columns.put(column, columns.size()));
      views.create(database.writer(), cube, columns);
      LOG.debug("Cube {} has {} leaves", model.name(), cube.size());
    }
    openStore(0);
  }

  /** Opens a store with the columns as they are now, in place of one that is of no more use. */
  private void openStore(long unfoldedRows) throws SQLException {
    if (store != null) {
      store.close();
    }
    store =
        new GroupStore(
            database.writer(),
            sql,
            states.values().stream().flatMap(cube -> cube.columns().stream()).toList(),
            unfoldedRows);
    storeOwner = Thread.currentThread();
  }

  /** Prepares for work on the thread that calls. */
  void useThisThread() throws SQLException {
    if (storeOwner != Thread.currentThread()) {
      // An appender of DuckDB serves the thread that has made it alone.
      openStore(store.unfoldedRows());
    }
  }

  CubeState state(String cube) {
    return states.get(cube);
  }

  /** Commits edits together with what they have changed in memory. */
  void commit(List<RecordedEdit> edits) throws SQLException {
    EditId last = edits.get(edits.size() - 1).id();
    boolean large = store.groupRows() > LARGE_GROUP_ROWS;
    inTransaction(
        () -> {
          store.appendEdits(edits);
          if (large) {
            store.fold(last);
          } else {
            store.appendChanges(last);
          }
          return null;
        });
    if (large) {
      store.folded();
    } else {
      store.committed();
    }
  }

  /** Runs work of the store, which a failure makes useless. */
  private <T> T inTransaction(Transaction.Work<T> work) throws SQLException {
    try {
      return Transaction.run(database.writer(), work);
    } catch (SQLException | RuntimeException e) {
      try {
        openStore(store.unfoldedRows());
      } catch (SQLException failed) {
        e.addSuppressed(failed);
      }
      throw e;
    }
  }

  /** Brings the changes into the tables when enough of them have gathered. */
  void foldIfDue(EditId position) {
    if (store.unfoldedRows() > MAX_UNFOLDED_ROWS) {
      fold(position);
    }
  }

  /** Brings the changes into the tables when there is nothing else to do. */
  void foldWhenIdle(EditId position) {
    if (store.unfoldedRows() > 0) {
      fold(position);
    }
  }

  private void fold(EditId position) {
    long start = System.nanoTime();
    long rows = store.unfoldedRows();
    try {
      inTransaction(
          () -> {
            store.fold(position);
            return null;
          });
    } catch (SQLException e) {
      LOG.warn("The changes could not be folded into the tables; that is tried again later", e);
      return;
    }
    store.folded();
    LOG.debug("Folded {} changed rows in {} µs", rows, (System.nanoTime() - start) / 1_000);
  }

  /**
   * Sets a column that is no measure, commits that, and reads the cube into memory again.
   *
   * @param recorded makes the record of what was done
   * @throws io.dromedary.edit.ProblemException as {@link ColumnUpdate#run}; then nothing has
   *     changed
   */
  RecordedEdit commitColumn(
      EditId id, SetColumn edit, Function<ColumnUpdate.Result, RecordedEdit> recorded)
      throws SQLException {
    CubeModel model = states.get(edit.cube()).model();
    CubeState[] reloaded = new CubeState[1];
    RecordedEdit result =
        inTransaction(
            () -> {
              store.fold(id);
              RecordedEdit record =
                  recorded.apply(
                      new ColumnUpdate(sql, catalog.table(edit.table()), edit)
                          .run(database.writer(), id));
              reloaded[0] = tables.load(database.writer(), model);
              tables.rebuildViews(database.writer(), reloaded[0]);
              store.appendEdits(List.of(record));
              return record;
            });
    store.folded();
    states.put(model.name(), reloaded[0]);
    openStore(0);
    return result;
  }
}
