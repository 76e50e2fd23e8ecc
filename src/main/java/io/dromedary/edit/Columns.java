package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that a text may name, found without regard to case, as in SQL. Immutable, made once
 * per table.
 */
public final class Columns {
  private static final int MAX_COLUMNS_LISTED = 20;
  private static final int MAX_NAME_LENGTH_COMPARED = 64;

  private final List<Column> columns;
  private final Map<String, Column> byName = new HashMap<>();

  private Columns(List<Column> columns) {
    this.columns = List.copyOf(columns);
    for (Column column : this.columns) {
      Column other = byName.putIfAbsent(folded(column.name()), column);
      if (other != null) {
        throw new IllegalArgumentException(
            "two columns have one name: " + other.name() + ", " + column.name());
      }
    }
    for (Column column : this.columns) {
      byName.putIfAbsent(column.name(), column);
    }
  }

  /**
   * The columns of one table, in their order.
   *
   * @throws IllegalArgumentException if two names differ in nothing but case
   */
  public static Columns of(List<Column> columns) {
    return new Columns(columns);
  }

  /** The columns in the order given. */
  public List<Column> list() {
    return columns;
  }

  public Optional<Column> find(String name) {
    return Optional.ofNullable(lookup(name));
  }

  /**
   * The column of that name.
   *
   * @throws ProblemException UNKNOWN_COLUMN with the members {@code column} (the name), {@code
   *     suggestion} (a column with a similar name, if there is one) and {@code columns} (all names,
   *     if they are few)
   */
  public Column require(String name) {
    Column column = lookup(name);
    if (column == null) {
      throw unknown(name).asException();
    }
    return column;
  }

  private Column lookup(String name) {
    requireNonNull(name, "name is null");
    Column exact = byName.get(name);
    return exact != null ? exact : byName.get(folded(name));
  }

  Problem unknown(String name) {
    StringBuilder detail = new StringBuilder("There is no column '");
    detail.append(Excerpt.of(name)).append('\'');
    String suggestion = nearest(name);
    List<String> names = columns.stream().map(Column::name).toList();
    boolean few = names.size() <= MAX_COLUMNS_LISTED;
    if (suggestion != null) {
      detail.append("; did you mean ").append(suggestion).append("?");
    } else if (few && !names.isEmpty()) {
      detail.append("; the columns are ").append(String.join(", ", names)).append('.');
    } else {
      detail.append('.');
    }
    Problem problem =
        Problem.of(ProblemType.UNKNOWN_COLUMN, detail.toString()).with("column", Excerpt.of(name));
    if (suggestion != null) {
      problem = problem.with("suggestion", suggestion);
    }
    return few ? problem.with("columns", names) : problem;
  }

  /** The name that takes the fewest typing errors to become the given one, or null. */
  private String nearest(String name) {
    if (name.length() > MAX_NAME_LENGTH_COMPARED) {
      return null;
    }
    int fewest = Math.max(1, name.length() / 3) + 1;
    String nearest = null;
    for (Column column : columns) {
      int errors = editDistance(folded(name), folded(column.name()));
      if (errors < fewest) {
        fewest = errors;
        nearest = column.name();
      }
    }
    return nearest;
  }

  /** The Levenshtein distance: characters to insert, delete or replace. */
  private static int editDistance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced =
            previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
