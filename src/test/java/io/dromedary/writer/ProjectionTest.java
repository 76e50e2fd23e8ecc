package io.dromedary.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModelReader;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.ProblemException;
import io.dromedary.sample.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the tables follow what is committed. */
class ProjectionTest {
  private static final Path ROUTES = Path.of("routes");
  private static final String FILE = "workbook.duckdb";
  private static final SqlTemplates SQL = new SqlTemplates(ROUTES.resolve("sql"));

  /** A database file with a writer on it. */
  private record Opened(Database database, Writer writer) implements AutoCloseable {
    static Opened on(Path folder) throws SQLException, IOException {
      Files.createDirectories(folder);
      Database database = Database.open(folder.resolve(FILE), Database.Options.defaults());
      Catalog catalog = new Catalog(CubeModelReader.readFolder(ROUTES.resolve("models")));
      CubeTables tables = new CubeTables(SQL);
      tables.create(database.writer(), catalog.cube("sales"));
      if (tables.countLeaves(database.writer(), catalog.cube("sales")) == 0) {
        new SampleData(database.writer(), 3_000).create();
      }
      Writer writer = new Writer(database, catalog, SQL, new Outbox());
      writer.load();
      return new Opened(database, writer);
    }

    String text(String query) throws SQLException {
      try (Statement statement = database.writer().createStatement();
          ResultSet result = statement.executeQuery(query)) {
        result.next();
        return result.getString(1);
      }
    }

    String contents() throws SQLException {
      return text(
          """
          SELECT md5(string_agg(content::VARCHAR, ' ' ORDER BY content::VARCHAR))
          FROM (
            SELECT sales::VARCHAR AS content FROM sales
            UNION ALL
            SELECT view::VARCHAR FROM sales_summary_by_product_family AS view
            UNION ALL
            SELECT position::VARCHAR FROM dromedary.position AS position
          )
          """);
    }

    @Override
    public void close() throws SQLException {
      writer.close();
      database.close();
    }
  }

  private static LogEntry edit(int id, String condition, String value) {
    return new LogEntry(
        new EditId(id, 0),
        """
        {"table":"sales","column":"quantity","value":%s,"condition":"%s"}
        """
            .formatted(value, condition));
  }

  @Test
  void aReaderThatHasWaitedSeesEverythingThatWasCommitted(@TempDir Path folder) throws Exception {
    try (Opened opened = Opened.on(folder)) {
      for (int id = 1; id <= 50; id++) {
        opened.writer().apply(List.of(edit(id, "product_id = 7", Integer.toString(1_000 + id))));
        opened.writer().awaitTables();

        assertThat(opened.text("SELECT sum(quantity) FROM sales WHERE product_id = 7"))
            .isEqualTo(Integer.toString(1_000 + id));
        assertThat(opened.text("SELECT id_ms FROM dromedary.position"))
            .isEqualTo(Integer.toString(id));
      }
    }
  }

  @Test
  void aStartBringsTheTablesUpToWhatAKilledProgramHadCommitted(@TempDir Path folder)
      throws Exception {
    Path killed = Files.createDirectories(folder.resolve("killed"));
    try (Opened opened = Opened.on(folder.resolve("running"))) {
      opened.writer().apply(List.of(edit(1, "brand = 'Brand A'", "123456")));
      opened.writer().awaitTables();
      // Together more edits than one page of images, and several of the same leaves.
      for (int id = 2; id <= 120; id++) {
        String condition = id % 3 == 0 ? "" : "product_id = " + id % 10;
        opened.writer().apply(List.of(edit(id, condition, Integer.toString(50_000 + 7 * id))));
      }
      // As a kill leaves the files: nobody has waited, so the tables lack most of this.
      for (String name : List.of(FILE, FILE + ".wal")) {
        Files.copy(folder.resolve("running").resolve(name), killed.resolve(name));
      }
      opened.writer().awaitTables();

      try (Opened restarted = Opened.on(killed)) {
        assertThat(restarted.writer().position()).isEqualTo(new EditId(120, 0));
        assertThat(restarted.contents()).isEqualTo(opened.contents());
      }
    }
  }

  @Test
  void readersAndEditsOfColumnsWaitIfTheTablesCannotFollow(@TempDir Path folder) throws Exception {
    try (Opened opened = Opened.on(folder)) {
      try (Statement statement = opened.database().writer().createStatement()) {
        statement.execute("DROP TABLE sales_summary_by_product_family");
      }
      opened.writer().apply(List.of(edit(1, "product_id = 7", "500")));

      assertThatThrownBy(opened.writer()::awaitTables)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("The edits are safe");
      List<LogEntry> renaming =
          List.of(
              new LogEntry(
                  new EditId(2, 0),
                  """
                  {"table":"product","column":"name","value":"Renamed","condition":"product_id = 7"}
                  """));
      assertThatThrownBy(() -> opened.writer().apply(renaming))
          .isInstanceOf(TablesBehindException.class);

      // Given again, it finds a database that was opened anew, with the view made anew.
      opened.writer().apply(renaming);
      opened.writer().awaitTables();

      assertThat(opened.text("SELECT status FROM dromedary.edits WHERE id_ms = 2"))
          .isEqualTo("applied");
      assertThat(opened.text("SELECT name FROM product WHERE product_id = 7")).isEqualTo("Renamed");
      assertThat(opened.text("SELECT sum(quantity) FROM sales WHERE product_id = 7"))
          .isEqualTo("500");
    }
  }
}
