package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.EditResolver;
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

  private final Database database;
  private final Catalog catalog;
  private final SqlTemplates sql;
  private final EditResolver resolver;
  private final CubeTables tables;
  private final Journal journal;
  private final Outbox outbox;
  private final Map<String, CubeState> cubes = new LinkedHashMap<>();
  private final Map<String, ChangeWriter> changeWriters = new LinkedHashMap<>();
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final EditDecider decider = new EditDecider();
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
      CubeState cube = tables.load(database.writer(), model);
      tables.rebuildViews(database.writer(), cube);
      cubes.put(model.name(), cube);
      changeWriters.put(model.name(), new ChangeWriter(database.writer(), sql, model));
      LOG.debug("Cube {} has {} leaves", model.name(), cube.size());
    }
    journal.rememberKeys(database.writer(), position, keys);
    journal.lastChanges(database.writer()).forEach(decider::changed);
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
      load();
      lost = false;
    }
    List<LogEntry> fresh = entries.stream().filter(e -> e.id().isAfter(position)).toList();
    if (fresh.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    try {
      applyTogether(fresh);
    } catch (SQLException e) {
      LOG.warn("A group of {} edits failed; they are applied one by one", fresh.size(), e);
      applyOneByOne(fresh);
    }
    LOG.debug(
        "Group of {} edits up to {} in {} µs",
        fresh.size(),
        position,
        (System.nanoTime() - start) / 1_000);
    database.checkpointIfDue();
  }

  private void applyTogether(List<LogEntry> entries) throws SQLException {
    Group group = new Group();
    for (LogEntry entry : entries) {
      if (entry.id().isAfter(position)) {
        Optional<PendingColumn> column = decide(entry, group);
        if (column.isPresent()) {
          commit(group);
          group = new Group();
          applyColumn(entry, column.get());
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
        LOG.error("Edit {} failed in the database and is rejected", entry.id(), e);
        Group group = new Group();
        group.add(EditDecider.rejected(entry, null, internalError(entry)));
        commit(group);
      }
      requireCommitted(entry.id());
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
    try (Statement statement = database.writer().createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      try {
        for (CubeState cube : cubes.values()) {
          if (cube.isChanged()) {
            changeWriters.get(cube.model().name()).write(cube);
          }
        }
        journal.append(database.writer(), group.edits());
        statement.execute("COMMIT");
      } catch (SQLException | RuntimeException e) {
        rollBack(statement, e);
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      group.revert(keys);
      throw e;
    }
    cubes.values().forEach(CubeState::clearChanged);
    committed(group.edits());
  }

  private static void rollBack(Statement statement, Exception cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void committed(List<RecordedEdit> edits) {
    outbox.add(edits);
    position = edits.get(edits.size() - 1).id();
  }

  private void applyColumn(LogEntry entry, PendingColumn column) throws SQLException {
    String cubeName = column.edit().cube();
    RecordedEdit recorded;
    try (Statement statement = database.writer().createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      try {
        CubeModel model = cubes.get(cubeName).model();
        decider.requireUnchanged(column.request(), model);
        ColumnUpdate.Result result =
            new ColumnUpdate(sql, catalog.table(column.edit().table()), column.edit())
                .run(database.writer(), entry.id());
        CubeState reloaded = tables.load(database.writer(), model);
        tables.rebuildViews(database.writer(), reloaded);
        recorded = recordedColumn(entry, column, result, model);
        journal.append(database.writer(), List.of(recorded));
        statement.execute("COMMIT");
        cubes.put(cubeName, reloaded);
        decider.changed(model.table(), entry.id());
      } catch (ProblemException e) {
        rollBack(statement, e);
        Group group = new Group();
        group.add(EditDecider.rejected(entry, column.request().key(), e.problem()));
        commit(group);
        remember(column.request().key(), entry.id());
        return;
      } catch (SQLException | RuntimeException e) {
        rollBack(statement, e);
        throw e;
      }
    }
    remember(column.request().key(), entry.id());
    committed(List.of(recorded));
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
