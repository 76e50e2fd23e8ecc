package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.EditRequest;
import io.dromedary.edit.Json;
import io.dromedary.edit.SheetEdit.Subscribe;
import io.dromedary.edit.SheetEdit.Unsubscribe;
import io.dromedary.sheet.CellVersion;
import io.dromedary.sheet.SheetChange;
import io.dromedary.sheet.SheetsLoader;
import io.dromedary.sheet.SheetsLoader.StoredCell;
import io.dromedary.sheet.Subscription;
import io.dromedary.sheet.Subscriptions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** Reads formula sheets and webhooks from the database into memory. */
final class SheetStorage {
  /** What edits of webhooks have as their table. */
  static final String WEBHOOKS = "dromedary.webhooks";

  /** So many images of edits are read at once, if they are small. */
  private static final int IMAGES_PAGE = 1_000;

  /** So many cells are read before their formulas are. */
  private static final int ROWS_AT_ONCE = 20_000;

  private final Journal journal;
  private final SqlTemplates sql;

  SheetStorage(Journal journal, SqlTemplates sql) {
    this.journal = requireNonNull(journal, "journal is null");
    this.sql = requireNonNull(sql, "sql is null");
  }

  /**
   * Reads the contents of all cells.
   *
   * @param after up to which edit the tables hold everything
   * @return what the tables lack
   */
  List<CellRows> load(DuckDBConnection connection, EditId after, SheetsLoader loader)
      throws SQLException {
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
      List<StoredCell> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(
            new StoredCell(
                row.getInt(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                fetched(row.getString(5))));
        if (rows.size() == ROWS_AT_ONCE) {
          loader.cells(rows);
          rows.clear();
        }
      }
      loader.cells(rows);
    }
  }

  /** Sets the contents that an edit has written, and says what all its cells held then. */
  private static SheetChange set(SheetsLoader loader, SheetChange change, EditId id) {
    int sheet = loader.sheet(change.sheet(), id);
    List<CellVersion> versions = new ArrayList<>();
    for (CellVersion cell : change.cells()) {
      if (cell.written()) {
        loader.cells(
            List.of(
                new StoredCell(
                    sheet, cell.number(), cell.name(), cell.value(), fetched(cell.externals()))));
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

  /** Reads the subscriptions. */
  void load(DuckDBConnection connection, Subscriptions subscriptions) throws SQLException {
    subscriptions.clear();
    for (RecordedEdit recorded : journal.webhookEdits(connection)) {
      EditRequest edit = EditRequest.read(Json.read(recorded.request()));
      if (edit instanceof Subscribe subscribe) {
        if (subscriptions.find(subscribe).isEmpty()) {
          subscriptions.add(Subscription.of(recorded.id(), subscribe));
        }
      } else if (edit instanceof Unsubscribe unsubscribe) {
        subscriptions.remove(unsubscribe.webhook());
      }
    }
  }
}
