package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

/** A column that conditions and edits may name. */
public record Column(String name, ColumnType type) {
  public Column {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
  }
}
