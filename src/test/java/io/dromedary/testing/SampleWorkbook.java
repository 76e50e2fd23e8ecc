package io.dromedary.testing;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeModelReader;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.LogSection;
import io.dromedary.formula.function.Functions;
import io.dromedary.sample.SampleData;
import io.dromedary.writer.CubeReader;
import io.dromedary.writer.CubeTables;
import io.dromedary.writer.Outbox;
import io.dromedary.writer.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A database with the sample cube and a writer on it, without Redis and routes.
 *
 * @param sql the statements of the project's routes
 */
public record SampleWorkbook(
    Database database, Catalog catalog, SqlTemplates sql, Outbox outbox, Writer writer)
    implements AutoCloseable {
  /** The name of the file in its folder. */
  public static final String FILE = "workbook.duckdb";

  private static final Path ROUTES = Path.of("routes");

  /**
   * Opens the file of a folder, or makes one with sample data.
   *
   * @param rows how many leaves the sample has, about
   * @param preparations statements to run before the writer reads the database
   */
  public static SampleWorkbook open(Path folder, int rows, String... preparations)
      throws SQLException, IOException {
    Files.createDirectories(folder);
    Database database = Database.open(folder.resolve(FILE), Database.Options.defaults());
    SqlTemplates sql = new SqlTemplates(ROUTES.resolve("sql"));
    Catalog catalog = new Catalog(CubeModelReader.readFolder(ROUTES.resolve("models")));
    for (CubeModel cube : catalog.cubes()) {
      CubeTables.create(database.writer(), cube);
    }
    if (CubeReader.countLeaves(database.writer(), catalog.cube("sales")) == 0) {
      new SampleData(database.writer(), rows).create();
    }
    try (Statement statement = database.writer().createStatement()) {
      for (String preparation : preparations) {
        statement.execute(preparation);
      }
    }
    Outbox outbox = new Outbox();
    Writer writer = new Writer(database, catalog, Functions.standard(), sql, outbox);
    writer.load();
    return new SampleWorkbook(database, catalog, sql, outbox, writer);
  }

  /** Has the writer apply what follows the last edit. */
  public void apply(List<LogEntry> entries) throws SQLException {
    writer.apply(new LogSection(writer.position(), entries));
  }

  /** The one value of a query, as the tables have it now. */
  public String text(String query) throws SQLException {
    return text(database, query);
  }

  /** The one value of a query on a database that a test has opened by other means. */
  public static String text(Database database, String query) throws SQLException {
    try (Statement statement = database.writer().createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    writer.close();
    database.close();
  }
}
