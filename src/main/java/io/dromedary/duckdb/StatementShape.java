package io.dromedary.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What code counts on in a statement.
 *
 * @param parameters how many values are bound to it
 * @param columns the names of the columns of its result; none if it has no result
 */
public record StatementShape(int parameters, List<String> columns) {
  /** How routes name the parameters of camel-jdbc. */
  private static final Pattern NAMED_PARAMETER = Pattern.compile(":\\?\\w+");

  public StatementShape {
    columns = List.copyOf(columns);
  }

  /**
   * Has the database prepare a statement, without running it.
   *
   * @throws SQLException if it cannot be prepared
   */
  public static StatementShape of(Connection connection, String sql) throws SQLException {
    String statement = NAMED_PARAMETER.matcher(sql).replaceAll("?");
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      List<String> columns = new ArrayList<>();
      ResultSetMetaData result = prepared.getMetaData();
      for (int column = 1; result != null && column <= result.getColumnCount(); column++) {
        columns.add(result.getColumnName(column));
      }
      return new StatementShape(prepared.getParameterMetaData().getParameterCount(), columns);
    }
  }

  /**
   * Requires that code can use a statement of this shape in place of another.
   *
   * @throws IllegalArgumentException if it cannot; the message says why
   */
  public void requireReplaces(StatementShape former) {
    if (parameters != former.parameters) {
      throw new IllegalArgumentException(
          "the statement has %d parameters, and %d are bound to it"
              .formatted(parameters, former.parameters));
    }
    if (columns.size() < former.columns.size()
        || !columns.subList(0, former.columns.size()).equals(former.columns)) {
      throw new IllegalArgumentException(
          "the result has the columns %s, and %s are read from it; others may follow them"
              .formatted(columns, former.columns));
    }
  }
}
