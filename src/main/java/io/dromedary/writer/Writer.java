package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.LogSection;
import io.dromedary.edit.ProblemException;
import io.dromedary.formula.FunctionLibrary;
import io.dromedary.sheet.SheetViews;
import io.dromedary.sheet.SubscriptionDirectory;
import io.dromedary.writer.EntryDecider.PendingColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the log to the database. A call of {@link #apply} is one group: its edits are decided in
 * order in memory and committed in one transaction, with their outcomes and what they did. The last
 * committed edit is the position in the log, and the tables follow. If that transaction fails, each
 * of its edits gets one of its own, so that a failing edit takes no other with it.
 *
 * <p>Thread-safe: what one thread does with the database waits for what another does. Only {@link
 * #load} must have ended before.
 */
public final class Writer implements AutoCloseable {
  /** The key of the logging context under which the id of the edit at hand stands. */
  public static final String LOG_CONTEXT = "edit";

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final Database database;
  private final FormulaSheets sheets;
  private final Cubes cubes;
  private final Journal journal;
  private final Outbox outbox;
  private final FailureTriage triage;
  private final EntryDecider decider;
  private final WriterState state;
  private final Remodelling remodelling;
  private final Holding holding;
  private final GroupWatch watch = new GroupWatch();

  public Writer(
      Database database,
      Catalog catalog,
      FunctionLibrary functions,
      SqlTemplates sql,
      Outbox outbox) {
    this.database = requireNonNull(database, "database is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.triage = new FailureTriage(database);
    this.journal = new Journal(sql);
    this.sheets = new FormulaSheets(functions, catalog, journal, sql);
    this.cubes = new Cubes(database, catalog, sql, journal, sheets);
    this.decider = new EntryDecider(database, catalog, cubes, sheets, journal);
    this.state = new WriterState(database, catalog, journal, cubes, decider, outbox);
    this.remodelling = new Remodelling(catalog, cubes, state);
    this.holding = new Holding(database, cubes, state);
  }

  /** The formula sheets, as far as they are committed. */
  public SheetViews sheets() {
    return sheets.views();
  }

  /** The webhooks, as far as they are committed. */
  public SubscriptionDirectory subscriptions() {
    return sheets.subscriptions();
  }

  /** What takes up other cube models while edits come. */
  public Remodelling remodelling() {
    return remodelling;
  }

  /** What holds the database between two groups, to be copied. */
  public Holding holding() {
    return holding;
  }

  /** Reads the database into memory, at the start. */
  public void load() throws SQLException {
    state.load();
  }

  /** Has somebody told of every group from now on, instead of whoever was told before. */
  public void listen(GroupListener newListener) {
    watch.listen(newListener);
  }

  /** How many changed rows the tables have still to take up. */
  public int waitingRows() {
    return cubes.waitingRows();
  }

  /** The id of the last entry that is committed. */
  public EditId position() {
    return state.position();
  }

  /**
   * Waits until the tables hold every edit that is committed when it is called.
   *
   * @throws io.dromedary.edit.ProblemException UNAVAILABLE if that takes too long
   */
  public void awaitTables() {
    cubes.awaitTables();
  }

  /**
   * Sees to it that publication goes on behind what the response stream holds: at the start, and
   * whenever Redis may have come back with less or with more than is known here.
   *
   * @param reached the last id in the response stream
   * @param limit how many of the latest outcomes that stream is to hold
   * @return the id behind which outcomes are published from now on
   */
  public EditId resumePublication(EditId reached, int limit) throws SQLException {
    return state.inTurn(
        () -> {
          if (reached.equals(EditId.ZERO) || !reached.equals(outbox.reached())) {
            outbox.resume(reached, journal.beforeLast(database.writer(), limit));
          }
          return outbox.published();
        });
  }

  /** The id in front of the last edits; zero if there are not more than those. */
  public EditId beforeLast(int edits) throws SQLException {
    return state.inTurn(() -> journal.beforeLast(database.writer(), edits));
  }

  /** Whether there are outcomes to publish. */
  public boolean hasUnpublished() throws SQLException {
    return state.inTurn(() -> outbox.refill(journal, database.writer()));
  }

  /**
   * Applies the next entries of the log. Entries up to the position are passed over, so a group may
   * be given again.
   *
   * @throws SQLException if the database cannot be written at all; the log is to be read again from
   *     {@link #position}
   * @throws IllegalStateException if the entries do not follow the position: what lies between them
   *     would be lost for good
   */
  public void apply(LogSection section) throws SQLException {
    state.inTurn(
        () -> {
          state.requireReached(section.after());
          List<LogEntry> fresh =
              section.entries().stream().filter(entry -> !state.holds(entry.id())).toList();
          if (fresh.isEmpty()) {
            cubes.mergeIfDue();
          } else {
            cubes.awaitRoom();
            applyFresh(fresh);
          }
          cubes.checkpointIfDue();
          return null;
        });
  }

  private void applyFresh(List<LogEntry> fresh) throws SQLException {
    long start = System.nanoTime();
    watch.begin();
    try {
      applyTogether(fresh);
    } catch (SQLException | RuntimeException e) {
      triage.requireDatabase(e);
      LOG.warn("A group of {} edits failed; they are applied one by one", fresh.size(), e);
      applyOneByOne(fresh);
    }
    LOG.debug(
        "Group of {} edits up to {} in {} µs",
        fresh.size(),
        position(),
        (System.nanoTime() - start) / 1_000);
  }

  private void applyTogether(List<LogEntry> entries) throws SQLException {
    Group group = decider.begin();
    try {
      for (LogEntry entry : entries) {
        if (state.holds(entry.id())) {
          continue;
        }
        Optional<PendingColumn> column = decider.decide(entry, group);
        if (column.isPresent() || group.isFull()) {
          commit(group);
          group = decider.begin();
        }
        if (column.isPresent()) {
          try (EditContext context = EditContext.of(entry)) {
            applyColumn(entry, column.get());
          }
          group = decider.begin();
        }
      }
      commit(group);
    } catch (SQLException | RuntimeException e) {
      decider.revert(group);
      throw e;
    }
  }

  private void applyOneByOne(List<LogEntry> entries) throws SQLException {
    for (LogEntry entry : entries) {
      if (state.holds(entry.id())) {
        continue;
      }
      try {
        applyTogether(List.of(entry));
      } catch (SQLException | RuntimeException e) {
        triage.requireDatabase(e);
        triage.requireMemory(e, entry.id());
        rejectFailed(entry, e);
      }
      requireCommitted(entry.id());
    }
  }

  private void rejectFailed(LogEntry entry, Exception failure) throws SQLException {
    try (EditContext context = EditContext.of(entry)) {
      commitAlone(EntryDecider.failed(entry, null));
      LOG.error("Edit {} failed in the database and is rejected", entry.id(), failure);
    }
  }

  private void requireCommitted(EditId id) throws SQLException {
    if (!journal.position(database.writer()).equals(id)) {
      throw new SQLException("The commit of edit " + id + " is not in the database");
    }
  }

  private void commitAlone(RecordedEdit edit) throws SQLException {
    Group group = decider.begin();
    group.add(edit);
    commit(group);
  }

  private void commit(Group group) throws SQLException {
    if (group.isEmpty()) {
      return;
    }
    cubes.commit(group);
    committed(group.edits());
  }

  private void committed(List<RecordedEdit> edits) {
    outbox.add(edits);
    state.committed(edits.get(edits.size() - 1).id());
    sheets.publish();
    watch.committed(edits);
  }

  private void applyColumn(LogEntry entry, PendingColumn column) throws SQLException {
    CubeModel model = cubes.state(column.edit().cube()).model();
    Group group = decider.begin();
    try {
      decider.requireUnchanged(column.request(), model);
      RecordedEdit recorded =
          cubes.commitColumn(
              entry.id(),
              column.edit(),
              group,
              result ->
                  sheets.withConsequences(
                      EditDecider.recorded(entry, column.request(), result, model), group));
      decider.columnChanged(model, entry.id());
      committed(List.of(recorded));
      LOG.debug("Edit {} is applied: {}", entry.id(), entry.data());
    } catch (ProblemException e) {
      commitAlone(EditDecider.rejected(entry, column.request().key(), e.problem()));
    } catch (SQLException | RuntimeException e) {
      decider.revert(group);
      throw e;
    }
    decider.remember(column.request().key(), entry.id());
  }

  /** Lets the tables take up what is committed, and stops. */
  @Override
  public void close() {
    cubes.close();
  }
}
