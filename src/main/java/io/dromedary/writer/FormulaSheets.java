package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeState;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.EditRequest;
import io.dromedary.edit.Json;
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
import io.dromedary.sheet.CellVersion;
import io.dromedary.sheet.SheetChange;
import io.dromedary.sheet.SheetViews;
import io.dromedary.sheet.Sheets;
import io.dromedary.sheet.SheetsLoader;
import io.dromedary.sheet.Subscription;
import io.dromedary.sheet.SubscriptionDirectory;
import io.dromedary.sheet.Subscriptions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The formula sheets and their webhooks: decides edits of them, and what edits of cubes change. */
final class FormulaSheets {
  /** What edits of webhooks have as their table. */
  static final String WEBHOOKS = "dromedary.webhooks";

  private static final Logger LOG = LoggerFactory.getLogger(FormulaSheets.class);

  /** So many images of edits are read at once, if they are small. */
  private static final int IMAGES_PAGE = 1_000;

  private final FunctionLibrary functions;
  private final Catalog catalog;
  private final Journal journal;
  private final SqlTemplates sql;
  private final SheetViews views = new SheetViews();
  private final Subscriptions subscriptions = new Subscriptions();
  private Sheets sheets;
  private WatchedTotals totals;

  FormulaSheets(FunctionLibrary functions, Catalog catalog, Journal journal, SqlTemplates sql) {
    this.functions = requireNonNull(functions, "functions is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.journal = requireNonNull(journal, "journal is null");
    this.sql = requireNonNull(sql, "sql is null");
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
    SheetsLoader loader = sheets.loader();
    loadTable(connection, loader);
    List<CellRows> missing = new ArrayList<>();
    EditId from = after;
    while (true) {
      List<RecordedEdit> page = journal.cellsAfter(connection, from, IMAGES_PAGE);
      if (page.isEmpty()) {
        break;
      }
      for (RecordedEdit edit : page) {
        List<SheetChange> changes =
            CellImage.decode(edit.cells()).stream()
                .map(change -> set(loader, change, edit.id()))
                .toList();
        missing.add(new CellRows(edit.id(), changes));
        from = edit.id();
      }
    }
    loadSubscriptions(connection);
    return missing;
  }

  private void loadTable(DuckDBConnection connection, SheetsLoader loader) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(sql.statement("latest-sheets", Map.of()));
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        loader.sheet(row.getString(2), new EditId(row.getLong(3), row.getLong(4)));
      }
    }
    try (PreparedStatement statement =
            connection.prepareStatement(sql.statement("latest-cells", Map.of()));
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        loader.cell(
            row.getInt(1),
            row.getInt(2),
            row.getString(3),
            row.getString(4),
            fetched(row.getString(5)));
      }
    }
  }

  /** Sets the contents that an edit has written, and says what all its cells held then. */
  private static SheetChange set(SheetsLoader loader, SheetChange change, EditId id) {
    int sheet = loader.sheet(change.sheet(), id);
    List<CellVersion> versions = new ArrayList<>();
    for (CellVersion cell : change.cells()) {
      if (cell.written()) {
        loader.cell(sheet, cell.number(), cell.name(), cell.value(), fetched(cell.externals()));
      }
      versions.add(cell.written() ? cell : loader.withContent(sheet, cell));
    }
    return new SheetChange(change.sheet(), change.number(), versions);
  }

  private static Map<String, String> fetched(String externals) {
    if (externals == null) {
      return Map.of();
    }
    Map<String, String> fetched = new LinkedHashMap<>();
    Json.read(externals)
        .properties()
        .forEach(entry -> fetched.put(entry.getKey(), entry.getValue().textValue()));
    return fetched;
  }

  private void loadSubscriptions(DuckDBConnection connection) throws SQLException {
    subscriptions.clear();
    for (RecordedEdit recorded : journal.webhookEdits(connection)) {
      EditRequest edit = EditRequest.read(Json.read(recorded.request()));
      if (edit instanceof Subscribe subscribe) {
        if (subscriptions.find(subscribe).isEmpty()) {
          subscriptions.add(subscription(recorded.id(), subscribe));
        }
      } else if (edit instanceof Unsubscribe unsubscribe) {
        subscriptions.remove(unsubscribe.webhook());
      }
    }
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
      Subscription added = subscription(entry.id(), edit);
      subscriptions.add(added);
      group.add(() -> subscriptions.remove(added.id()), 1);
    }
    group.add(webhookEdit(entry, edit, same.orElseGet(() -> subscription(entry.id(), edit))));
  }

  private static Subscription subscription(EditId id, Subscribe edit) {
    return new Subscription(id, edit.sheet(), edit.cell(), edit.url(), edit.secret());
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
        WEBHOOKS,
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
