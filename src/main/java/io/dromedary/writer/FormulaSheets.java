package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeState;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.edit.SheetEdit;
import io.dromedary.edit.SheetEdit.DeleteCell;
import io.dromedary.edit.SheetEdit.DeleteSheet;
import io.dromedary.edit.SheetEdit.Externals;
import io.dromedary.edit.SheetEdit.RefreshExternals;
import io.dromedary.edit.SheetEdit.SetCells;
import io.dromedary.edit.SheetEdit.Subscribe;
import io.dromedary.edit.SheetEdit.Unsubscribe;
import io.dromedary.formula.CubeReference;
import io.dromedary.formula.FunctionLibrary;
import io.dromedary.sheet.AppliedEdit;
import io.dromedary.sheet.SheetViews;
import io.dromedary.sheet.Sheets;
import io.dromedary.sheet.Subscription;
import io.dromedary.sheet.SubscriptionDirectory;
import io.dromedary.sheet.Subscriptions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The formula sheets and their webhooks: decides edits of them, and what edits of cubes change. */
final class FormulaSheets {
  private static final Logger LOG = LoggerFactory.getLogger(FormulaSheets.class);

  private final FunctionLibrary functions;
  private final Catalog catalog;
  private final SheetStorage storage;
  private final SheetViews views = new SheetViews();
  private final Subscriptions subscriptions = new Subscriptions();
  private Sheets sheets;
  private WatchedTotals totals;

  FormulaSheets(FunctionLibrary functions, Catalog catalog, Journal journal, SqlTemplates sql) {
    this.functions = requireNonNull(functions, "functions is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.storage = new SheetStorage(journal, sql);
  }

  /** What readers see. */
  SheetViews views() {
    return views;
  }

  /** The webhooks, as far as they are committed. */
  SubscriptionDirectory subscriptions() {
    return subscriptions;
  }

  /**
   * Reads the contents of all cells into memory; {@link #compute} has to follow.
   *
   * @param after up to which edit the tables hold everything
   * @param cubes the cubes by name, for their totals
   * @return what the tables lack
   */
  List<CellRows> load(DuckDBConnection connection, EditId after, Function<String, CubeState> cubes)
      throws SQLException {
    totals = new WatchedTotals(catalog, cubes);
    sheets = new Sheets(functions, totals, views);
    List<CellRows> missing = storage.load(connection, after, sheets.loader());
    storage.load(connection, subscriptions);
    return missing;
  }

  /** Computes all cells of what was loaded, and lets readers see them. */
  void compute() {
    sheets.loader().compute();
    publish();
    LOG.debug(
        "There are {} sheets and {} webhooks", views.all().size(), subscriptions.all().size());
  }

  /** Lets readers see everything as it is now: it is committed. */
  void publish() {
    sheets.publish();
    subscriptions.publish();
  }

  /**
   * Decides an edit and adds what becomes of it to the group.
   *
   * @throws io.dromedary.edit.ProblemException if the sheets refuse it; then nothing has changed
   */
  void decide(LogEntry entry, SheetEdit edit, Group group) {
    if (edit instanceof Subscribe subscribe) {
      subscribe(entry, subscribe, group);
    } else if (edit instanceof Unsubscribe unsubscribe) {
      Subscription removed = subscriptions.remove(unsubscribe.webhook());
      group.add(() -> subscriptions.add(removed), 1);
      group.add(webhookEdit(entry, edit, removed));
    } else if (edit instanceof SetCells set) {
      applied(entry, edit, set.sheet(), set.externals(), sheets.apply(set, entry.id()), group);
    } else if (edit instanceof RefreshExternals refresh) {
      AppliedEdit applied = sheets.apply(refresh, entry.id());
      applied(entry, edit, refresh.sheet(), refresh.externals(), applied, group);
    } else if (edit instanceof DeleteCell delete) {
      AppliedEdit applied = sheets.apply(delete, entry.id());
      applied(entry, edit, delete.sheet(), Externals.NONE, applied, group);
    } else if (edit instanceof DeleteSheet delete) {
      AppliedEdit applied = sheets.apply(delete, entry.id());
      applied(entry, edit, delete.sheet(), Externals.NONE, applied, group);
    }
  }

  private void subscribe(LogEntry entry, Subscribe edit, Group group) {
    Optional<Subscription> same = subscriptions.find(edit);
    if (same.isEmpty()) {
      sheets.require(edit);
      Subscription added = Subscription.of(entry.id(), edit);
      subscriptions.add(added);
      group.add(() -> subscriptions.remove(added.id()), 1);
    }
    group.add(webhookEdit(entry, edit, same.orElseGet(() -> Subscription.of(entry.id(), edit))));
  }

  private static RecordedEdit webhookEdit(
      LogEntry entry, SheetEdit edit, Subscription subscription) {
    return new RecordedEdit(
        entry.id(),
        edit.key(),
        entry.data(),
        Status.APPLIED,
        SheetRecords.webhookOutcome(entry.id(), subscription),
        "[]",
        SheetStorage.WEBHOOKS,
        null,
        null,
        null,
        null);
  }

  private void applied(
      LogEntry entry,
      SheetEdit edit,
      String sheet,
      Externals externals,
      AppliedEdit applied,
      Group group) {
    RecordedEdit recorded;
    try {
      recorded =
          new RecordedEdit(
              entry.id(),
              edit.key(),
              entry.data(),
              Status.APPLIED,
              SheetRecords.outcome(entry.id(), sheet, applied),
              "[" + SheetRecords.updates(entry.id(), applied.changes()) + "]",
              null,
              null,
              null,
              CellImage.encode(applied.changes()),
              SheetRecords.notifications(subscriptions, applied.changes(), externals.via()));
    } catch (RuntimeException e) {
      sheets.revert(applied);
      throw e;
    }
    add(entry.id(), applied, group);
    group.add(recorded);
  }

  /**
   * Computes the cells anew that are made of totals of a cube, and adds the change to the group.
   *
   * @param recorded the edit that has changed the cube
   * @return the same with what follows from it
   */
  RecordedEdit withConsequences(RecordedEdit recorded, CubeState cube, Group group) {
    return withConsequences(recorded, totals.takeChanges(cube), group);
  }

  /** Likewise, for cubes that were read into memory again. */
  RecordedEdit withConsequences(RecordedEdit recorded, Group group) {
    // Taken back, the cubes are the former ones again.
    group.add(totals::restart, 0);
    return withConsequences(recorded, totals.restart(), group);
  }

  private RecordedEdit withConsequences(
      RecordedEdit recorded, List<CubeReference> changed, Group group) {
    if (changed.isEmpty()) {
      return recorded;
    }
    AppliedEdit applied = sheets.totalsChanged(changed, recorded.id());
    if (applied.changes().isEmpty()) {
      return recorded;
    }
    add(recorded.id(), applied, group);
    return recorded.withCells(
        SheetRecords.updates(recorded.id(), applied.changes()),
        CellImage.encode(applied.changes()),
        SheetRecords.notifications(subscriptions, applied.changes(), List.of()));
  }

  private void add(EditId id, AppliedEdit applied, Group group) {
    group.add(() -> sheets.revert(applied), applied.formers().size());
    if (!applied.changes().isEmpty()) {
      group.add(new CellRows(id, applied.changes()));
    }
  }
}
