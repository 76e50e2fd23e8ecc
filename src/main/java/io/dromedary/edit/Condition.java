package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which rows are meant: comparisons of columns with values, joined by AND, OR and NOT. It is read
 * from text by {@link ConditionParser} and becomes SQL through {@link SqlCondition}; in either form
 * and in memory it selects the same rows.
 *
 * <p>Truth has three values, as in SQL: NULL satisfies no comparison, nor the negation of one
 * ({@code NOT brand = 'A'} leaves out the rows without a brand); only {@link IsNull} finds it.
 *
 * <p>Values are those of the column's type: constructors convert what they are given as {@link
 * Literals#coerce} does and throw BAD_VALUE if it does not fit.
 */
public sealed interface Condition {
  /**
   * What the condition is for one row.
   *
   * @param row the value of each column, of the Java type that {@link ColumnType} states, or null
   */
  Truth evaluate(Function<Column, Object> row);

  /** Whether the condition selects the row, that is, whether it is {@link Truth#TRUE} there. */
  default boolean matches(Function<Column, Object> row) {
    return evaluate(row) == Truth.TRUE;
  }

  /** The columns named, in order of appearance. */
  default Set<Column> columns() {
    Set<Column> columns = new LinkedHashSet<>();
    addColumns(this, columns);
    return Collections.unmodifiableSet(columns);
  }

  /**
   * The conditions that must all be true: the parts of an {@link And}, none for {@link Everything},
   * otherwise the condition itself. None of them is an And.
   */
  default List<Condition> conjuncts() {
    return List.of(this);
  }

  /** The canonical text; within its limits, {@link ConditionParser} makes an equal condition. */
  default String toText() {
    return ConditionWriter.text(this);
  }

  /** The condition of every row; its text is empty. */
  static Condition everything() {
    return new Everything();
  }

  /** All of the conditions; {@link Everything} among them does not count. */
  static Condition and(List<Condition> conditions) {
    List<Condition> parts =
        conditions.stream().filter(part -> !(part instanceof Everything)).toList();
    return switch (parts.size()) {
      case 0 -> everything();
      case 1 -> parts.get(0);
      default -> new And(parts);
    };
  }

  /** All of the conditions; {@link Everything} among them does not count. */
  static Condition and(Condition... conditions) {
    return and(List.of(conditions));
  }

  /**
   * The column equals the value; null asks for NULL.
   *
   * @param value a value as JSON has it
   * @throws ProblemException BAD_VALUE if the value does not fit the column
   */
  static Condition equal(Column column, Object value) {
    return value == null
        ? new IsNull(column)
        : new Comparison(column, ComparisonOperator.EQUAL, value);
  }

  /**
   * The column equals one of the values; null among them asks for NULL.
   *
   * @param values values as JSON has them
   * @throws ProblemException BAD_VALUE if there is none, or one does not fit the column
   */
  static Condition in(Column column, Collection<?> values) {
    List<Object> present = new ArrayList<>(values.size());
    for (Object value : values) {
      if (value != null) {
        present.add(value);
      }
    }
    if (present.size() == values.size()) {
      return new In(column, present);
    }
    Condition isNull = new IsNull(column);
    return present.isEmpty() ? isNull : new Or(List.of(new In(column, present), isNull));
  }

  private static void addColumns(Condition condition, Set<Column> columns) {
    if (condition instanceof ColumnCondition single) {
      columns.add(single.column());
    } else if (condition instanceof Not not) {
      addColumns(not.part(), columns);
    } else if (condition instanceof Or or) {
      or.parts().forEach(part -> addColumns(part, columns));
    } else {
      condition.conjuncts().forEach(part -> addColumns(part, columns));
    }
  }

  /** True of every row; it is never a part of another condition. */
  record Everything() implements Condition {
    @Override
    public Truth evaluate(Function<Column, Object> row) {
      return Truth.TRUE;
    }

    @Override
    public List<Condition> conjuncts() {
      return List.of();
    }
  }

  /** A condition on one column alone. */
  sealed interface ColumnCondition extends Condition {
    Column column();

    /** What the condition is if the column has that value, which is not null. */
    boolean holdsFor(Object value);

    @Override
    default Truth evaluate(Function<Column, Object> row) {
      Object value = row.apply(column());
      return value == null ? Truth.UNKNOWN : Truth.of(holdsFor(value));
    }
  }

  /** {@code column operator value}. */
  record Comparison(Column column, ComparisonOperator operator, Object value)
      implements ColumnCondition {
    public Comparison {
      requireNonNull(operator, "operator is null");
      value = Literals.coerce(column, value);
    }

    @Override
    public boolean holdsFor(Object actual) {
      return operator.holds(Literals.compare(actual, value));
    }
  }

  /**
   * {@code column IN (values)}.
   *
   * @param values at least one; kept distinct and in ascending order
   */
  record In(Column column, List<Object> values) implements ColumnCondition {
    public In {
      requireNonNull(column, "column is null");
      Set<Object> distinct = new TreeSet<>(Literals::compare);
      for (Object value : values) {
        distinct.add(Literals.coerce(column, value));
      }
      if (distinct.isEmpty()) {
        throw Problem.of(
                ProblemType.BAD_VALUE, "The list of values for " + column.name() + " is empty.")
            .with("column", column.name())
            .asException();
      }
      values = List.copyOf(distinct);
    }

    @Override
    public boolean holdsFor(Object actual) {
      return Collections.binarySearch(values, actual, Literals::compare) >= 0;
    }
  }

  /** {@code column BETWEEN low AND high}, both included; never true if low is above high. */
  record Between(Column column, Object low, Object high) implements ColumnCondition {
    public Between {
      low = Literals.coerce(column, low);
      high = Literals.coerce(column, high);
    }

    @Override
    public boolean holdsFor(Object actual) {
      return Literals.compare(low, actual) <= 0 && Literals.compare(actual, high) <= 0;
    }
  }

  /** {@code column IS NULL}; never unknown. */
  record IsNull(Column column) implements ColumnCondition {
    public IsNull {
      requireNonNull(column, "column is null");
    }

    @Override
    public boolean holdsFor(Object actual) {
      return false;
    }

    @Override
    public Truth evaluate(Function<Column, Object> row) {
      return Truth.of(row.apply(column) == null);
    }
  }

  /**
   * All parts are true.
   *
   * @param parts at least two; the parts of an And among them take its place
   */
  record And(List<Condition> parts) implements Condition {
    public And {
      parts =
          joined(
              parts.stream()
                  .flatMap(p -> p instanceof And and ? and.parts.stream() : Stream.of(p)));
    }

    @Override
    public Truth evaluate(Function<Column, Object> row) {
      Truth truth = Truth.TRUE;
      for (int index = 0; index < parts.size() && truth != Truth.FALSE; index++) {
        truth = truth.and(parts.get(index).evaluate(row));
      }
      return truth;
    }

    @Override
    public List<Condition> conjuncts() {
      return parts;
    }
  }

  /**
   * At least one part is true.
   *
   * @param parts at least two; the parts of an Or among them take its place
   */
  record Or(List<Condition> parts) implements Condition {
    public Or {
      parts =
          joined(
              parts.stream().flatMap(p -> p instanceof Or or ? or.parts.stream() : Stream.of(p)));
    }

    @Override
    public Truth evaluate(Function<Column, Object> row) {
      Truth truth = Truth.FALSE;
      for (int index = 0; index < parts.size() && truth != Truth.TRUE; index++) {
        truth = truth.or(parts.get(index).evaluate(row));
      }
      return truth;
    }
  }

  /** The part is false; unknown if the part is unknown. */
  record Not(Condition part) implements Condition {
    public Not {
      requirePart(part);
    }

    @Override
    public Truth evaluate(Function<Column, Object> row) {
      return part.evaluate(row).not();
    }
  }

  private static List<Condition> joined(Stream<Condition> parts) {
    List<Condition> joined = parts.toList();
    joined.forEach(Condition::requirePart);
    if (joined.size() < 2) {
      throw new IllegalArgumentException("a junction has at least two parts, not " + joined.size());
    }
    return joined;
  }

  private static void requirePart(Condition part) {
    if (requireNonNull(part, "part is null") instanceof Everything) {
      throw new IllegalArgumentException("Everything is no part of another condition");
    }
  }
}
