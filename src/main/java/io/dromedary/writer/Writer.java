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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
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

  /** So many outcomes are read from the database at once; each may list thousands of rows. */
  private static final int OUTBOX_PAGE = 100;

  private final Database database;
  private final Catalog catalog;
  private final FormulaSheets sheets;
  private final Cubes cubes;
  private final Journal journal;
  private final Outbox outbox;
  private final FailureTriage triage;
  private final EntryDecider decider;

  /**
   * Held while the writing connection is used; fair, so that whoever waits for a moment gets one.
   */
  private final ReentrantLock groups = new ReentrantLock(true);

  private volatile EditId position = EditId.ZERO;
  private final GroupWatch watch = new GroupWatch();

  /** Whether the memory may differ from the database, or the instance may be dead. */
  private boolean lost;

  public Writer(
      Database database,
      Catalog catalog,
      FunctionLibrary functions,
      SqlTemplates sql,
      Outbox outbox) {
    this.database = requireNonNull(database, "database is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.triage = new FailureTriage(database);
    this.journal = new Journal(sql);
    this.sheets = new FormulaSheets(functions, catalog, journal, sql);
    this.cubes = new Cubes(database, catalog, sql, journal, sheets);
    this.decider = new EntryDecider(database, catalog, cubes, sheets, journal);
  }

  /** The formula sheets, as far as they are committed. */
  public SheetViews sheets() {
    return sheets.views();
  }

  /** The webhooks, as far as they are committed. */
  public SubscriptionDirectory subscriptions() {
    return sheets.subscriptions();
  }

  /** Reads the database into memory: at the start, and after the instance was lost. */
  public void load() throws SQLException {
    load(List.copyOf(catalog.cubes()));
  }

  private void load(List<CubeModel> models) throws SQLException {
    position = journal.position(database.writer());
    cubes.load(position, models);
    decider.load(position);
  }

  /** Has somebody told of every group from now on, instead of whoever was told before. */
  public void listen(GroupListener newListener) {
    watch.listen(newListener);
  }

  /** How many changed rows the tables have still to take up. */
  public int waitingRows() {
    return cubes.waitingRows();
  }

  /**
   * Goes over to other cube models, between two groups: makes what their tables lack and reads the
   * cubes into memory again. Edits wait so long.
   *
   * @throws IllegalArgumentException if two tables share a name, or a table has a column of another
   *     type than its model; then the models of before stay
   * @throws SQLException if the database fails; likewise
   */
  public void remodel(List<CubeModel> models) throws SQLException {
    Catalog.check(models);
    guarded(
        () -> {
          cubes.drain();
          List<CubeModel> former = List.copyOf(catalog.cubes());
          try {
            load(models);
          } catch (SQLException | RuntimeException e) {
            load(former);
            throw e;
          }
          return null;
        });
  }

  /** The id of the last entry that is committed. */
  public EditId position() {
    return position;
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
    return guarded(
        () -> {
          if (reached.equals(EditId.ZERO) || !reached.equals(outbox.reached())) {
            outbox.resume(reached, journal.beforeLast(database.writer(), limit));
          }
          return outbox.published();
        });
  }

  /** The id in front of the last edits; zero if there are not more than those. */
  public EditId beforeLast(int edits) throws SQLException {
    return guarded(() -> journal.beforeLast(database.writer(), edits));
  }

  /**
   * Holds the database as it is between two groups, for it to be copied while edits go on. They
   * wait for a checkpoint. May be called from any thread.
   *
   * @throws SQLException if there was no moment for that in the time given, or the database does
   *     not work
   */
  public HeldState hold(Duration patience) throws SQLException, InterruptedException {
    return new Holding(database, cubes, groups, this::reliablePosition).hold(patience);
  }

  private Optional<EditId> reliablePosition() {
    return lost ? Optional.empty() : Optional.of(position);
  }

  /** Whether there are outcomes to publish. */
  public boolean hasUnpublished() throws SQLException {
    return guarded(
        () -> {
          if (outbox.needsPage()) {
            List<RecordedEdit> page =
                journal.after(database.writer(), outbox.published(), OUTBOX_PAGE);
            outbox.fill(page, page.size() < OUTBOX_PAGE);
          }
          return !outbox.isEmpty();
        });
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
    guarded(
        () -> {
          requireNoGap(section);
          List<LogEntry> fresh =
              section.entries().stream().filter(e -> e.id().isAfter(position)).toList();
          if (!fresh.isEmpty()) {
            cubes.awaitRoom();
            applyFresh(fresh);
          }
          cubes.checkpointIfDue();
          return null;
        });
  }

  private void requireNoGap(LogSection section) {
    if (section.after().isAfter(position)) {
      throw new IllegalStateException(
          "The database holds the log up to %s, and what follows %s was to be applied. The log is to be read again from the former."
              .formatted(position, section.after()));
    }
  }

  /** Starts from the database again if anything went wrong the time before. */
  private <T> T guarded(Transaction.Work<T> work) throws SQLException {
    groups.lock();
    try {
      if (lost) {
        cubes.close();
        database.reopen();
        load();
        outbox.release();
      }
      lost = true;
      T result = work.run();
      lost = false;
      return result;
    } finally {
      groups.unlock();
    }
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
        position,
        (System.nanoTime() - start) / 1_000);
  }

  private void applyTogether(List<LogEntry> entries) throws SQLException {
    Group group = decider.begin();
    try {
      for (LogEntry entry : entries) {
        if (!entry.id().isAfter(position)) {
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
      if (!entry.id().isAfter(position)) {
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
      Group group = decider.begin();
      group.add(EntryDecider.failed(entry, null));
      commit(group);
      LOG.error("Edit {} failed in the database and is rejected", entry.id(), failure);
    }
  }

  private void requireCommitted(EditId id) throws SQLException {
    if (!journal.position(database.writer()).equals(id)) {
      throw new SQLException("The commit of edit " + id + " is not in the database");
    }
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
    position = edits.get(edits.size() - 1).id();
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
      Group rejected = decider.begin();
      rejected.add(EditDecider.rejected(entry, column.request().key(), e.problem()));
      commit(rejected);
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
