package io.dromedary.cube;

import static io.dromedary.edit.Identifiers.quote;

import io.dromedary.cube.TableSchema.Kind;
import io.dromedary.edit.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The SQL names of a table's columns, and what to join to have them. */
public final class TableSql {
  private final TableSchema table;

  public TableSql(TableSchema table) {
    this.table = table;
  }

  /**
   * The FROM clause, without the keyword, that has all of the columns.
   *
   * @param columns such as conditions on the table may name
   */
  public String from(Collection<Column> columns) {
    List<String> joined = new ArrayList<>();
    joined.add(quote(table.name()));
    if (table.kind() == Kind.LEAF_TABLE) {
      for (DimensionModel dimension : table.cube().dimensions()) {
        if (dimension.table().isPresent()
            && columns.stream().anyMatch(column -> isFromMember(dimension, column))) {
          joined.add(
              "JOIN %s USING (%s)"
                  .formatted(quote(dimension.table().get()), quote(dimension.key())));
        }
      }
    }
    return String.join(" ", joined);
  }

  private static boolean isFromMember(DimensionModel dimension, Column column) {
    return dimension.column(column.name()).isPresent() && !column.name().equals(dimension.key());
  }

  /** The expression for a column over {@link #from}. */
  public String column(Column column) {
    if (table.kind() != Kind.LEAF_TABLE) {
      return quote(column.name());
    }
    int number = table.cube().dimensionOf(column);
    if (number < 0) {
      return quote(table.name()) + "." + quote(column.name());
    }
    DimensionModel dimension = table.cube().dimensions().get(number);
    Derivation derivation = dimension.derived().get(column.name());
    if (derivation != null) {
      return derivation.sql(quote(table.name()) + "." + quote(dimension.key()));
    }
    return quote(isFromMember(dimension, column) ? dimension.table().orElseThrow() : table.name())
        + "."
        + quote(column.name());
  }
}
