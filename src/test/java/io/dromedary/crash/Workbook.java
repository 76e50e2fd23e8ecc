package io.dromedary.crash;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModelReader;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.LogSection;
import io.dromedary.formula.function.Functions;
import io.dromedary.testing.SampleWorkbook;
import io.dromedary.writer.EditImage;
import io.dromedary.writer.Outbox;
import io.dromedary.writer.Writer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database file of the program, opened by a test. */
final class Workbook implements AutoCloseable {
  private static final Path ROUTES = Path.of("routes");

  private static final List<String> TABLES =
      List.of(
          "sales",
          "product",
          "customer",
          "sales_summary_by_product_family",
          "dromedary.edits",
          "dromedary.cells",
          "dromedary.position");

  private final Database database;

  private Workbook(Database database) {
    this.database = database;
  }

  /** A new file with the sample data and no edit. */
  static Workbook create(Path folder, int sampleRows) throws SQLException, IOException {
    SampleWorkbook.open(folder, sampleRows).close();
    return open(folder);
  }

  /** What a killed program has left: a copy of its file and of the file's log. */
  static Workbook copyOf(Path data, Path folder) throws SQLException, IOException {
    Files.createDirectories(folder);
    for (String name : List.of(SampleWorkbook.FILE, SampleWorkbook.FILE + ".wal")) {
      if (Files.exists(data.resolve(name))) {
        Files.copy(data.resolve(name), folder.resolve(name));
      }
    }
    Workbook workbook = open(folder);
    workbook.catchUp();
    return workbook;
  }

  private static Workbook open(Path folder) throws SQLException {
    return new Workbook(
        Database.open(
            folder.resolve(SampleWorkbook.FILE),
            Database.Options.defaults().withMemoryLimit("512MB")));
  }

  private static Catalog catalog() throws IOException {
    return new Catalog(CubeModelReader.readFolder(ROUTES.resolve("models")));
  }

  /** Applies a log in groups of a size. */
  void apply(List<LogEntry> log, int groupSize) throws SQLException, IOException {
    try (Writer writer = writer()) {
      for (int start = 0; start < log.size(); start += groupSize) {
        List<LogEntry> group = log.subList(start, Math.min(start + groupSize, log.size()));
        writer.apply(new LogSection(writer.position(), group));
      }
    }
    catchUp();
  }

  /** Lets the tables hold everything that is committed, as each start of the program does. */
  private void catchUp() throws SQLException, IOException {
    writer().close();
  }

  private Writer writer() throws SQLException, IOException {
    Writer writer =
        new Writer(
            database,
            catalog(),
            Functions.standard(),
            new SqlTemplates(ROUTES.resolve("sql")),
            new Outbox());
    writer.load();
    return writer;
  }

  /** By table: a hash of its content, whatever the order of the rows. */
  Map<String, String> hashes() throws SQLException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String table : TABLES) {
      hashes.put(
          table,
          text(
              """
              SELECT count(*) || ' rows ' || coalesce(md5(string_agg(row_hash, '' ORDER BY row_hash)), '')
              FROM (SELECT md5(content::VARCHAR) AS row_hash FROM %s AS content)
              """
                  .formatted(table)));
    }
    return hashes;
  }

  /** An edit as the database keeps it. */
  record StoredEdit(
      EditId id,
      String key,
      String request,
      String status,
      String outcome,
      String updates,
      String measure,
      byte[] image) {}

  List<StoredEdit> edits() throws SQLException {
    List<StoredEdit> edits = new ArrayList<>();
    try (Statement statement = database.writer().createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT id_ms, id_seq, key, request, status, outcome, updates, measure, image
                FROM dromedary.edits ORDER BY id_ms, id_seq
                """)) {
      while (row.next()) {
        edits.add(
            new StoredEdit(
                new EditId(row.getLong(1), row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getBytes(9)));
      }
    }
    return edits;
  }

  /** A version of a cell of a sheet; the value is null if it was deleted. */
  record StoredCell(
      EditId id, String sheet, String name, String value, String result, boolean written) {}

  /** All versions of all cells, in the order of the edits. */
  List<StoredCell> cells() throws SQLException {
    List<StoredCell> cells = new ArrayList<>();
    try (Statement statement = database.writer().createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT id_ms, id_seq, sheet, name, value, result, written
                FROM dromedary.cells ORDER BY id_ms, id_seq, sheet_number, number
                """)) {
      while (row.next()) {
        cells.add(
            new StoredCell(
                new EditId(row.getLong(1), row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(7)));
      }
    }
    return cells;
  }

  /** The total of a measure over all leaves. */
  BigDecimal total(String measure) throws SQLException {
    return new BigDecimal(text("SELECT sum(%s) FROM sales".formatted(measure)));
  }

  /** The rows in which the summary view differs from what its leaves add up to. */
  long wrongTotals() throws SQLException {
    return Long.parseLong(
        text(
            """
            WITH stored AS (
              SELECT supplier, brand, family, invoice_date_month, quantity, net_amount
              FROM sales_summary_by_product_family
            ), recomputed AS (
              SELECT supplier, brand, family, strftime(invoice_date, '%Y-%m') AS invoice_date_month,
                sum(quantity) AS quantity, sum(net_price) AS net_amount
              FROM sales JOIN product USING (product_id)
              GROUP BY GROUPING SETS (
                (supplier, brand, family, invoice_date_month),
                (supplier, brand, invoice_date_month),
                (supplier, invoice_date_month))
            )
            SELECT count(*) FROM (
              (FROM stored EXCEPT ALL FROM recomputed)
              UNION ALL
              (FROM recomputed EXCEPT ALL FROM stored)
            )
            """));
  }

  /** By number of the leaf: a measure in units of its last digit. */
  Map<Integer, Long> leaves(String measure) throws SQLException {
    Map<Integer, Long> leaves = new TreeMap<>();
    try (Statement statement = database.writer().createStatement();
        ResultSet row =
            statement.executeQuery("SELECT leaf_id, %s FROM sales".formatted(measure))) {
      while (row.next()) {
        leaves.put(row.getInt(1), row.getBigDecimal(2).unscaledValue().longValueExact());
      }
    }
    return leaves;
  }

  /** The leaves as they were before the first edit, by taking back one edit after the other. */
  Map<Integer, Long> leavesUndone(String measure) throws SQLException {
    Map<Integer, Long> leaves = leaves(measure);
    List<StoredEdit> edits = edits();
    for (int index = edits.size() - 1; index >= 0; index--) {
      StoredEdit edit = edits.get(index);
      if (edit.image() != null && edit.measure().equals(measure)) {
        EditImage image = EditImage.decode(edit.image());
        for (int leaf = 0; leaf < image.leafIds().length; leaf++) {
          leaves.put(image.leafIds()[leaf], image.before()[leaf]);
        }
      }
    }
    return leaves;
  }

  private String text(String query) throws SQLException {
    return SampleWorkbook.text(database, query);
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
