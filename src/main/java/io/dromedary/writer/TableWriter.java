package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.RowValues;
import io.dromedary.cube.StoredColumn;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** Writes changes into the tables that readers see, over a connection of its own. */
final class TableWriter implements AutoCloseable {
  private final SqlTemplates sql;
  private final DuckDBConnection connection;
  private final RowUpdates updates;

  TableWriter(Database database, SqlTemplates sql) throws SQLException {
    this.sql = requireNonNull(sql, "sql is null");
    this.connection = (DuckDBConnection) database.duplicate();
    this.updates = new RowUpdates(connection, sql);
  }

  /**
   * Writes changes in one transaction.
   *
   * @param last the edit up to which the tables then hold everything
   */
  void write(PendingRows changes, EditId last) throws SQLException {
    Transaction.run(
        connection,
        () -> {
          for (Map.Entry<StoredColumn, List<RowValues>> change : changes.columns().entrySet()) {
            updates.write(change.getKey(), RowValues.merge(change.getValue()));
          }
          CellRows.append(connection, changes.cells());
          setPosition(connection, sql, last);
          return null;
        });
  }

  /** Notes, in the caller's transaction, up to which edit the tables hold everything. */
  static void setPosition(Connection connection, SqlTemplates sql, EditId last)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(sql.statement("set-tables-position", Map.of()))) {
      statement.setLong(1, last.millis());
      statement.setLong(2, last.sequence());
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    updates.close();
    connection.close();
  }
}
