package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.EditResolver;
import io.dromedary.cube.StoredColumn;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Edit;
import io.dromedary.edit.EditId;
import io.dromedary.edit.EditRequest;
import io.dromedary.edit.Json;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.Outcome;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Applies the log to the database. A call of {@link #apply} is one group: its edits are decided in
 * order in memory and committed in one transaction with their outcomes and the position in the log.
 * If that transaction fails, each of its edits gets one of its own, so that a failing edit takes no
 * other with it.
 *
 * <p>One thread at a time may call it; {@link #position} may be asked from any thread.
 */
public final class Writer {
  /** The key of the logging context under which the id of the edit at hand stands. */
  public static final String LOG_CONTEXT = "edit";

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** A group that changes more rows writes them into the tables at once. */
  private static final int LARGE_GROUP_ROWS = 20_000;

  /** From so many changed rows on, the tables take them up, however busy the writer is. */
  private static final int MAX_UNFOLDED_ROWS = 100_000;

  private final Database database;
  private final Catalog catalog;
  private final SqlTemplates sql;
  private final EditResolver resolver;
  private final CubeTables tables;
  private final Journal journal;
  private final Outbox outbox;
  private final Map<String, CubeState> cubes = new LinkedHashMap<>();
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final EditDecider decider = new EditDecider();
  private GroupStore store;
  private Thread storeOwner;
  private volatile EditId position = EditId.ZERO;
  private boolean lost;

  public Writer(Database database, Catalog catalog, SqlTemplates sql, Outbox outbox) {
    this.database = requireNonNull(database, "database is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.sql = requireNonNull(sql, "sql is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.resolver = new EditResolver(catalog);
    this.tables = new CubeTables(sql);
    this.journal = new Journal(sql);
  }

  /** Reads the database into memory: at the start, and after the instance was lost. */
  public void load() throws SQLException {
    position = journal.position(database.writer());
    for (CubeModel model : catalog.cubes()) {
      tables.create(database.writer(), model);
      tables.foldRecent(database.writer(), model);
    }
    tables.clearChanges(database.writer(), position);
    Map<StoredColumn, Integer> columns = new LinkedHashMap<>();
    for (CubeModel model : catalog.cubes()) {
      CubeState cube = tables.load(database.writer(), model);
      tables.rebuildViews(database.writer(), cube);
      cubes.put(model.name(), cube);
      cube.columns().forEach(column -> columns.put(column, columns.size()));
      tables.createReadersViews(database.writer(), cube, columns);
      LOG.debug("Cube {} has {} leaves", model.name(), cube.size());
    }
    openStore();
    journal.rememberKeys(database.writer(), position, keys);
    journal.lastChanges(database.writer()).forEach(decider::changed);
  }

  /** Opens a store with the columns as they are now, in place of one that is of no more use. */
  private void openStore() throws SQLException {
    long unfoldedRows = store == null ? 0 : store.unfoldedRows();
    if (store != null) {
      store.close();
    }
    store =
        new GroupStore(
            database.writer(),
            sql,
            cubes.values().stream().flatMap(cube -> cube.columns().stream()).toList(),
            unfoldedRows);
    storeOwner = Thread.currentThread();
  }

  /** The id of the last entry that is committed. */
  public EditId position() {
    return position;
  }

  /**
   * Puts the outcomes that a former run may not have published into the outbox.
   *
   * @param published the last id in the response stream
   * @param limit the length of that stream
   */
  public void recoverOutbox(EditId published, int limit) throws SQLException {
    List<RecordedEdit> unpublished = journal.lastAfter(database.writer(), published, limit);
    outbox.fill(unpublished);
    if (!unpublished.isEmpty()) {
      LOG.info("{} outcomes of the last run are still to be published", unpublished.size());
    }
  }

  /**
   * Applies the next entries of the log. Entries up to the position are passed over, so a group may
   * be given again.
   *
   * @param entries in the order of their ids
   * @throws SQLException if the database cannot be written at all; the same entries are to be given
   *     again
   */
  public void apply(List<LogEntry> entries) throws SQLException {
    if (lost) {
      database.reopen();
      store = null;
      load();
      lost = false;
    }
    if (storeOwner != Thread.currentThread()) {
      // An appender of DuckDB serves the thread that has made it alone.
      openStore();
    }
    List<LogEntry> fresh = entries.stream().filter(e -> e.id().isAfter(position)).toList();
    if (fresh.isEmpty()) {
      foldIfMoreThan(0);
      return;
    }
    long start = System.nanoTime();
    try {
      applyTogether(fresh);
    } catch (SQLException | RuntimeException e) {
      LOG.warn("A group of {} edits failed; they are applied one by one", fresh.size(), e);
      applyOneByOne(fresh);
    }
    LOG.debug(
        "Group of {} edits up to {} in {} µs",
        fresh.size(),
        position,
        (System.nanoTime() - start) / 1_000);
    foldIfMoreThan(MAX_UNFOLDED_ROWS);
    database.checkpointIfDue();
  }

  /** Brings the changes into the tables, which readers do not notice. */
  private void foldIfMoreThan(long rows) throws SQLException {
    if (store.unfoldedRows() <= rows) {
      return;
    }
    long start = System.nanoTime();
    try {
      inTransaction(() -> store.fold(position));
    } catch (SQLException e) {
      LOG.warn("The changes could not be folded into the tables; that is tried again later", e);
      openStore();
      return;
    }
    LOG.debug(
        "Folded {} changed rows in {} µs",
        store.unfoldedRows(),
        (System.nanoTime() - start) / 1_000);
    store.folded();
  }

  /** What is done in a transaction. */
  private interface Work {
    void run() throws SQLException;
  }

  private void inTransaction(Work work) throws SQLException {
    try (Statement statement = database.writer().createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      try {
        work.run();
        statement.execute("COMMIT");
      } catch (SQLException | RuntimeException e) {
        try {
          statement.execute("ROLLBACK");
        } catch (SQLException failedRollback) {
          e.addSuppressed(failedRollback);
        }
        throw e;
      }
    }
  }

  private void applyTogether(List<LogEntry> entries) throws SQLException {
    Group group = new Group();
    for (LogEntry entry : entries) {
      if (entry.id().isAfter(position)) {
        Optional<PendingColumn> column = decide(entry, group);
        if (column.isPresent()) {
          commit(group);
          group = new Group();
          try (MDC.MDCCloseable context = MDC.putCloseable(LOG_CONTEXT, entry.id().toString())) {
            applyColumn(entry, column.get());
          }
        }
      }
    }
    commit(group);
  }

  private void applyOneByOne(List<LogEntry> entries) throws SQLException {
    for (LogEntry entry : entries) {
      if (!entry.id().isAfter(position)) {
        continue;
      }
      try {
        applyTogether(List.of(entry));
      } catch (SQLException e) {
        if (isEnvironment(e)) {
          lost = true;
          throw e;
        }
        rejectFailed(entry, e);
      } catch (RuntimeException e) {
        rejectFailed(entry, e);
      }
      requireCommitted(entry.id());
    }
  }

  private void rejectFailed(LogEntry entry, Exception failure) throws SQLException {
    try (MDC.MDCCloseable context = MDC.putCloseable(LOG_CONTEXT, entry.id().toString())) {
      LOG.error("Edit {} failed in the database and is rejected", entry.id(), failure);
      Group group = new Group();
      group.add(EditDecider.rejected(entry, null, internalError(entry)));
      commit(group);
    }
  }

  /** Whether the fault lies with the disk or the instance, and not with the edit. */
  private boolean isEnvironment(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("IO Error")
        || message.contains("FATAL")
        || message.contains("Out of Memory")
        || !database.isHealthy();
  }

  private void requireCommitted(EditId id) throws SQLException {
    if (!journal.position(database.writer()).equals(id)) {
      lost = true;
      throw new SQLException("The commit of edit " + id + " is not in the database");
    }
  }

  /** An edit of a column, which needs a transaction of its own. */
  private record PendingColumn(EditRequest request, Edit.SetColumn edit) {}

  private Optional<PendingColumn> decide(LogEntry entry, Group group) {
    MDC.put(LOG_CONTEXT, entry.id().toString());
    String key = null;
    try {
      EditRequest request = EditRequest.read(Json.read(entry.data()));
      key = request.key();
      Optional<EditId> first = key == null ? Optional.empty() : keys.firstEdit(key, entry.id());
      if (first.isPresent()) {
        group.add(EditDecider.repeated(entry, key, find(first.get(), group)));
        return Optional.empty();
      }
      Edit edit = resolver.resolve(request);
      if (edit instanceof Edit.SetColumn column) {
        return Optional.of(new PendingColumn(request, column));
      }
      decider.apply(entry, request, (Edit.SetCell) edit, cubes.get(edit.cube()), group);
      remember(key, entry.id());
      LOG.debug("Edit {} is applied: {}", entry.id(), entry.data());
    } catch (ProblemException e) {
      group.add(EditDecider.rejected(entry, key, e.problem()));
      remember(key, entry.id());
    } catch (RuntimeException | SQLException e) {
      LOG.error("Edit {} failed and is rejected", entry.id(), e);
      group.add(EditDecider.rejected(entry, key, internalError(entry)));
      remember(key, entry.id());
    } finally {
      MDC.remove(LOG_CONTEXT);
    }
    return Optional.empty();
  }

  private void remember(String key, EditId id) {
    if (key != null) {
      keys.remember(key, id);
    }
  }

  private RecordedEdit find(EditId id, Group group) throws SQLException {
    Optional<RecordedEdit> inGroup = group.find(id);
    return inGroup.isPresent() ? inGroup.get() : journal.find(database.writer(), id).orElseThrow();
  }

  private static Problem internalError(LogEntry entry) {
    return Problem.of(
        ProblemType.INTERNAL_ERROR,
        "The edit %s could not be applied; the log of the program says why.".formatted(entry.id()));
  }

  private void commit(Group group) throws SQLException {
    if (group.isEmpty()) {
      return;
    }
    EditId last = group.edits().get(group.edits().size() - 1).id();
    boolean large = store.groupRows() > LARGE_GROUP_ROWS;
    try {
      inTransaction(
          () -> {
            store.appendEdits(group.edits());
            if (large) {
              store.fold(last);
            } else {
              store.appendChanges(last);
            }
          });
    } catch (SQLException | RuntimeException e) {
      group.revert(keys);
      openStore();
      throw e;
    }
    if (large) {
      store.folded();
    } else {
      store.committed();
    }
    committed(group.edits());
  }

  private void committed(List<RecordedEdit> edits) {
    outbox.add(edits);
    position = edits.get(edits.size() - 1).id();
  }

  private void applyColumn(LogEntry entry, PendingColumn column) throws SQLException {
    CubeModel model = cubes.get(column.edit().cube()).model();
    List<RecordedEdit> recorded = new ArrayList<>();
    List<CubeState> reloaded = new ArrayList<>();
    try {
      decider.requireUnchanged(column.request(), model);
      inTransaction(
          () -> {
            store.fold(entry.id());
            ColumnUpdate.Result result =
                new ColumnUpdate(sql, catalog.table(column.edit().table()), column.edit())
                    .run(database.writer(), entry.id());
            reloaded.add(tables.load(database.writer(), model));
            tables.rebuildViews(database.writer(), reloaded.get(0));
            recorded.add(recordedColumn(entry, column, result, model));
            store.appendEdits(recorded);
          });
    } catch (ProblemException e) {
      openStore();
      Group group = new Group();
      group.add(EditDecider.rejected(entry, column.request().key(), e.problem()));
      commit(group);
      remember(column.request().key(), entry.id());
      return;
    } catch (SQLException | RuntimeException e) {
      openStore();
      throw e;
    }
    store.folded();
    cubes.put(model.name(), reloaded.get(0));
    openStore();
    decider.changed(model.table(), entry.id());
    remember(column.request().key(), entry.id());
    committed(recorded);
    LOG.debug("Edit {} is applied: {}", entry.id(), entry.data());
  }

  private static RecordedEdit recordedColumn(
      LogEntry entry, PendingColumn column, ColumnUpdate.Result result, CubeModel model) {
    return new RecordedEdit(
        entry.id(),
        column.request().key(),
        entry.data(),
        Status.APPLIED,
        Outcome.applied(entry.id(), result.rows(), null, null).toJson(),
        result.updates(),
        model.table(),
        null,
        null);
  }
}
