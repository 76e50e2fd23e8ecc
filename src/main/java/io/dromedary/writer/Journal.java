package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Outcome.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The edits and their outcomes in the database, and how far the log has been applied. */
final class Journal {
  private final SqlTemplates sql;

  Journal(SqlTemplates sql) {
    this.sql = requireNonNull(sql, "sql is null");
  }

  /** The id of the last entry of the log that has been applied. */
  EditId position(Connection connection) throws SQLException {
    return id(connection, "last-edit");
  }

  /** The id up to which the tables hold everything. */
  EditId tablesPosition(Connection connection) throws SQLException {
    return id(connection, "read-position");
  }

  private EditId id(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = prepare(connection, name);
        ResultSet result = statement.executeQuery()) {
      return result.next() ? new EditId(result.getLong(1), result.getLong(2)) : EditId.ZERO;
    }
  }

  /** The edit with this id. */
  Optional<RecordedEdit> find(Connection connection, EditId id) throws SQLException {
    try (PreparedStatement statement = prepare(connection, "find-edit")) {
      statement.setLong(1, id.millis());
      statement.setLong(2, id.sequence());
      return read(statement).stream().findFirst();
    }
  }

  /**
   * The first edits after an id, in order, without their images.
   *
   * @param limit how many at most
   */
  List<RecordedEdit> after(Connection connection, EditId id, int limit) throws SQLException {
    return after(connection, "edits-after", id, limit);
  }

  /** Likewise, of those that have changed leaves, with their images. */
  List<RecordedEdit> imagesAfter(Connection connection, EditId id, int limit) throws SQLException {
    return after(connection, "images-after", id, limit);
  }

  private List<RecordedEdit> after(Connection connection, String name, EditId id, int limit)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, name)) {
      statement.setLong(1, id.millis());
      statement.setLong(2, id.millis());
      statement.setLong(3, id.sequence());
      statement.setInt(4, limit);
      return read(statement);
    }
  }

  /** Likewise, of those that have changed cells of sheets, with these. */
  List<RecordedEdit> cellsAfter(Connection connection, EditId id, int limit) throws SQLException {
    return after(connection, "cells-after", id, limit);
  }

  /** All edits of webhooks that were applied, in order, without their images. */
  List<RecordedEdit> webhookEdits(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepare(connection, "webhook-edits")) {
      statement.setString(1, SheetStorage.WEBHOOKS);
      return read(statement);
    }
  }

  /** The id in front of the last edits, {@link EditId#ZERO} if there are not more than those. */
  EditId beforeLast(Connection connection, int edits) throws SQLException {
    try (PreparedStatement statement = prepare(connection, "id-before-last-edits")) {
      statement.setInt(1, edits);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? new EditId(result.getLong(1), result.getLong(2)) : EditId.ZERO;
      }
    }
  }

  /** Fills in the keys that a writer has to remember after a restart. */
  void rememberKeys(Connection connection, EditId position, IdempotencyKeys keys)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, "idempotency-keys")) {
      statement.setLong(1, position.millis() - IdempotencyKeys.RETENTION.toMillis());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          keys.remember(result.getString(1), new EditId(result.getLong(2), result.getLong(3)));
        }
      }
    }
  }

  /** By leaf table: the last edit that changed it. */
  Map<String, EditId> lastChanges(Connection connection) throws SQLException {
    Map<String, EditId> last = new HashMap<>();
    try (PreparedStatement statement = prepare(connection, "last-changes");
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        last.put(result.getString(1), new EditId(result.getLong(2), result.getLong(3)));
      }
    }
    return last;
  }

  private PreparedStatement prepare(Connection connection, String name) throws SQLException {
    return connection.prepareStatement(sql.statement(name, Map.of()));
  }

  private static List<RecordedEdit> read(PreparedStatement statement) throws SQLException {
    List<RecordedEdit> edits = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        edits.add(
            new RecordedEdit(
                new EditId(result.getLong(1), result.getLong(2)),
                result.getString(3),
                result.getString(4),
                Status.valueOf(result.getString(5).toUpperCase(Locale.ROOT)),
                result.getString(6),
                result.getString(7),
                result.getString(8),
                result.getString(9),
                result.getBytes(10),
                result.getString(11),
                result.getString(12)));
      }
    }
    return edits;
  }
}
