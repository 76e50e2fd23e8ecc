package io.dromedary.query;

import io.dromedary.edit.EditId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reading route runs: one statement, so that all that it reads is of one state of the data.
 * Each of its rows has the version of that state in {@code id_ms} and {@code id_seq}.
 */
public interface SnapshotQuery {
  /** The statement, with a question mark for each value. */
  String sql();

  /** The values of the question marks, in order. */
  List<Object> values();

  /** The values by their position, from 1, in order: the form that camel-jdbc binds. */
  default Map<Integer, Object> parameters() {
    Map<Integer, Object> parameters = new LinkedHashMap<>();
    for (Object value : values()) {
      parameters.put(parameters.size() + 1, value);
    }
    return parameters;
  }

  /** The version that the rows show: the id of the last edit in them. */
  static String version(List<Map<String, Object>> rows) {
    Map<String, Object> row = rows.get(0);
    return new EditId(
            ((Number) row.get("id_ms")).longValue(), ((Number) row.get("id_seq")).longValue())
        .toString();
  }
}
