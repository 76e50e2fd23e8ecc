package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.duckdb.StatementShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changed SQL templates: used from the next statement on, if DuckDB can prepare them and they take
 * and give what the former ones did.
 */
final class SqlEdits implements EditableFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SqlEdits.class);
  private static final String FOLDER = "sql/";
  private static final String SUFFIX = ".sql";

  private final SqlTemplates templates;
  private final Database database;

  SqlEdits(SqlTemplates templates, Database database) {
    this.templates = requireNonNull(templates, "templates is null");
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public boolean owns(String name) {
    return name.startsWith(FOLDER) && name.endsWith(SUFFIX);
  }

  @Override
  public Taken take(Map<String, Optional<String>> edits) {
    List<String> effects = new ArrayList<>();
    List<RefusedEditException> refused = new ArrayList<>();
    edits.forEach(
        (file, text) -> {
          String name = file.substring(FOLDER.length(), file.length() - SUFFIX.length());
          try {
            effects.add(take(name, text));
          } catch (SQLException | IllegalArgumentException e) {
            refused.add(Failures.refusal(file, text.orElse(""), e));
          }
        });
    return new Taken(String.join("; ", effects), refused);
  }

  private String take(String name, Optional<String> text) throws SQLException {
    if (text.isEmpty()) {
      if (templates.isUsed(name)) {
        throw new IllegalArgumentException("the file is gone, and its statement is used");
      }
      return "removed";
    }
    try (Connection connection = database.duplicate()) {
      check(connection, name, text.get());
    }
    templates.replace(name, text.get());
    return "used from now on";
  }

  private void check(Connection connection, String name, String text) throws SQLException {
    Optional<StatementShape> former = former(connection, name);
    try {
      StatementShape shape = StatementShape.of(connection, templates.preview(name, text));
      former.ifPresent(shape::requireReplaces);
    } catch (SQLException e) {
      if (former.isPresent() || isSyntax(e)) {
        throw e;
      }
      LOG.debug("Of {} only the syntax can be checked", name, e);
    }
  }

  /**
   * What the statement of now takes and gives. It cannot be told of one that was not used yet, or
   * that works on temporary tables of another connection.
   */
  private Optional<StatementShape> former(Connection connection, String name) {
    if (!templates.isUsed(name)) {
      return Optional.empty();
    }
    try {
      String statement = templates.preview(name, templates.template(name));
      return Optional.of(StatementShape.of(connection, statement));
    } catch (SQLException e) {
      LOG.debug("The statement {} cannot be prepared here", name, e);
      return Optional.empty();
    }
  }

  private static boolean isSyntax(SQLException failure) {
    return String.valueOf(failure.getMessage()).startsWith("Parser Error");
  }
}
