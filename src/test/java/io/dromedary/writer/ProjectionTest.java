package io.dromedary.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.ProblemException;
import io.dromedary.testing.SampleWorkbook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the tables follow what is committed. */
class ProjectionTest {
  private static final int ROWS = 3_000;

  private static LogEntry edit(int id, String condition, String value) {
    return new LogEntry(
        new EditId(id, 0),
        """
        {"table":"sales","column":"quantity","value":%s,"condition":"%s"}
        """
            .formatted(value, condition));
  }

  private static String contents(SampleWorkbook workbook) throws SQLException {
    return workbook.text(
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

  @Test
  void aReaderThatHasWaitedSeesEverythingThatWasCommitted(@TempDir Path folder) throws Exception {
    try (SampleWorkbook opened = SampleWorkbook.open(folder, ROWS)) {
      for (int id = 1; id <= 50; id++) {
        opened.apply(List.of(edit(id, "product_id = 7", Integer.toString(1_000 + id))));
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
    try (SampleWorkbook opened = SampleWorkbook.open(folder.resolve("running"), ROWS)) {
      opened.apply(List.of(edit(1, "brand = 'Brand A'", "123456")));
      opened.writer().awaitTables();
      // Together more edits than one page of images, and several of the same leaves.
      for (int id = 2; id <= 120; id++) {
        String condition = id % 3 == 0 ? "" : "product_id = " + id % 10;
        opened.apply(List.of(edit(id, condition, Integer.toString(50_000 + 7 * id))));
      }
      // As a kill leaves the files: nobody has waited, so the tables lack most of this.
      for (String name : List.of(SampleWorkbook.FILE, SampleWorkbook.FILE + ".wal")) {
        Files.copy(folder.resolve("running").resolve(name), killed.resolve(name));
      }
      opened.writer().awaitTables();

      try (SampleWorkbook restarted = SampleWorkbook.open(killed, ROWS)) {
        assertThat(restarted.writer().position()).isEqualTo(new EditId(120, 0));
        assertThat(contents(restarted)).isEqualTo(contents(opened));
      }
    }
  }

  @Test
  void readersAndEditsOfColumnsWaitIfTheTablesCannotFollow(@TempDir Path folder) throws Exception {
    try (SampleWorkbook opened = SampleWorkbook.open(folder, ROWS)) {
      try (Statement statement = opened.database().writer().createStatement()) {
        statement.execute("DROP TABLE sales_summary_by_product_family");
      }
      opened.apply(List.of(edit(1, "product_id = 7", "500")));

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
      assertThatThrownBy(() -> opened.apply(renaming)).isInstanceOf(TablesBehindException.class);

      // Given again, it finds a database that was opened anew, with the view made anew.
      opened.apply(renaming);
      opened.writer().awaitTables();

      assertThat(opened.text("SELECT status FROM dromedary.edits WHERE id_ms = 2"))
          .isEqualTo("applied");
      assertThat(opened.text("SELECT name FROM product WHERE product_id = 7")).isEqualTo("Renamed");
      assertThat(opened.text("SELECT sum(quantity) FROM sales WHERE product_id = 7"))
          .isEqualTo("500");
    }
  }
}
