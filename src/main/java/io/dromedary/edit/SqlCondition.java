package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A condition as SQL.
 *
 * @param sql a boolean expression in which each value is a {@code ?}; put it in parentheses before
 *     going on with AND or OR
 * @param parameters the values of the question marks, in order: String, Long, BigDecimal, LocalDate
 *     or Boolean
 */
public record SqlCondition(String sql, List<Object> parameters) {
  public SqlCondition {
    requireNonNull(sql, "sql is null");
    parameters = List.copyOf(parameters);
  }

  /**
   * Renders the condition; {@link Condition.Everything} is {@code TRUE}.
   *
   * @param columnSql the SQL of a column, quoted by the caller and trusted; it has no parameters
   */
  public static SqlCondition render(Condition condition, Function<Column, String> columnSql) {
    requireNonNull(condition, "condition is null");
    requireNonNull(columnSql, "columnSql is null");
    List<Object> parameters = new ArrayList<>();
    String sql =
        ConditionWriter.write(
            condition,
            columnSql,
            value -> {
              parameters.add(value);
              return "?";
            });
    return new SqlCondition(sql.isEmpty() ? "TRUE" : sql, parameters);
  }
}
