package io.dromedary.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of a former version is opened by this one. */
class MigrationsTest {
  private static final Path MIGRATIONS =
      Path.of("src/main/resources/io/dromedary/duckdb/migrations");

  private static final String EDITS =
      """
      SELECT id_ms, id_seq, key, request, status, outcome, updates, table_name, measure,
        hex(image) AS image, cells, notifications
      FROM dromedary.edits ORDER BY id_ms, id_seq
      """;

  @TempDir Path folder;

  @Test
  void editsOfTheSecondVersionAreAllThereInTheirOrder() throws Exception {
    Path file = folder.resolve("data.duckdb");
    List<List<String>> before;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      makeSecondVersion(statement);
      statement.execute(
          """
          INSERT INTO dromedary.edits VALUES
            (1, 0, 'a key', '{"value":1}', 'applied', '{"id":"1-0","rows":2}',
              '[{"name":"line\\nbreak"}]', 'sales', 'quantity', '\\x00\\x0A\\xFF'::BLOB, NULL, NULL),
            (1, 1, NULL, 'no JSON\n', 'rejected', '{"id":"1-1"}', '[]', NULL, NULL, NULL, NULL,
              NULL),
            (2, 0, NULL, '{"sheet":"s"}', 'applied', '{"id":"2-0"}', '[]', NULL, NULL, NULL,
              '[[0,"s",[]]]', '[{"webhook":"1-1"}]')
          """);
      statement.execute(
          """
          INSERT INTO dromedary.edits
          SELECT 3, range, NULL, '{}', 'applied', '{"number":' || range || '}', '[]', 'sales',
            'amount', NULL, NULL, NULL
          FROM range(150000)
          """);
      before = rows(statement);
    }

    try (Database database = Database.open(file, Database.Options.defaults());
        Statement statement = database.writer().createStatement()) {
      assertThat(rows(statement)).isEqualTo(before);
    }
  }

  @Test
  void anEditThatRepeatsAnotherHasNoKeyOfItsOwn() throws Exception {
    Path file = folder.resolve("data.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      makeSecondVersion(statement);
      statement.execute(
          """
          INSERT INTO dromedary.edits VALUES
            (1, 0, 'a key', '{}', 'applied', '{}', '[]', NULL, NULL, NULL, NULL, NULL),
            (2, 0, 'a key', '{}', 'duplicate', '{}', '[]', NULL, NULL, NULL, NULL, NULL),
            (3, 0, 'another', '{}', 'rejected', '{}', '[]', NULL, NULL, NULL, NULL, NULL)
          """);
    }

    try (Database database = Database.open(file, Database.Options.defaults());
        Statement statement = database.writer().createStatement()) {
      assertThat(rows(statement))
          .extracting(row -> row.get(2))
          .containsExactly("a key", null, "another");
    }
  }

  private static void makeSecondVersion(Statement statement) throws Exception {
    statement.execute("CREATE SCHEMA dromedary");
    for (String name : List.of("001-edits-and-position.sql", "002-formula-sheets.sql")) {
      statement.execute(Files.readString(MIGRATIONS.resolve(name), StandardCharsets.UTF_8));
    }
    statement.execute("CREATE TABLE dromedary.schema_version (version INTEGER, name VARCHAR)");
    statement.execute("INSERT INTO dromedary.schema_version VALUES (2, 'the second')");
  }

  private static List<List<String>> rows(Statement statement) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(EDITS)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getString(column));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
