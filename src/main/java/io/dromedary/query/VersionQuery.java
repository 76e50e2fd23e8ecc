package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.SqlTemplates;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/** Reads the version of the data alone. Thread-safe. */
public final class VersionQuery implements SnapshotQuery {
  private final SqlTemplates templates;

  public VersionQuery(SqlTemplates templates) {
    this.templates = requireNonNull(templates, "templates is null");
  }

  @Override
  public String sql() {
    return templates.statement("read-position", Map.of());
  }

  @Override
  public List<Object> values() {
    return List.of();
  }

  /** The version that the row says: the id of the last edit in the data. */
  public String version(@Body List<Map<String, Object>> rows) {
    return SnapshotQuery.version(rows);
  }
}
