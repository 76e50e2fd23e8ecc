package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Condition.And;
import io.dromedary.edit.Condition.Between;
import io.dromedary.edit.Condition.Comparison;
import io.dromedary.edit.Condition.In;
import io.dromedary.edit.Condition.IsNull;
import io.dromedary.edit.Condition.Not;
import io.dromedary.edit.Condition.Or;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text form of a {@link Condition}, a part of SQL's:
 *
 * <pre>
 * condition  = [ any ]                        an empty text means every row
 * any        = all { OR all }
 * all        = single { AND single }
 * single     = NOT single | "(" any ")" | column test | value operator column
 * test       = operator value
 *            | [ NOT ] IN "(" value { "," value } ")"
 *            | [ NOT ] BETWEEN value AND value
 *            | IS [ NOT ] NULL
 * operator   = "=" | "&lt;&gt;" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * value      = 'text' | number | TRUE | FALSE | DATE 'yyyy-mm-dd'
 * column     = name | "name"
 * </pre>
 *
 * Keywords and columns are found in any case. A quote within quotes is doubled. Values take the
 * type of their column as {@link Literals#coerce} states. There are no functions, no arithmetic, no
 * comments, no comparisons of two columns or of two values, and no subqueries.
 */
public final class ConditionParser {
  /** DuckDB's planning time grows with the square of this: 200 take it about 0.1 s. */
  private static final int MAX_TESTS = 200;

  private static final int MAX_LISTED_VALUES = 10_000;
  private static final int MAX_DEPTH = 100;
  private static final String VALUE =
      "a value: a number, 'text' in single quotes, DATE '2025-01-31', TRUE or FALSE";

  private final Columns columns;
  private final Tokens tokens;
  private int depth;
  private int tests;
  private int listedValues;

  private ConditionParser(Columns columns, Tokens tokens) {
    this.columns = columns;
    this.tokens = tokens;
  }

  /**
   * Reads a condition of at most 65,536 characters, 100 levels of NOT and parentheses, 200
   * comparisons, and 10,000 values after IN.
   *
   * @throws ProblemException BAD_CONDITION or UNKNOWN_COLUMN, with the members {@code position}
   *     (offset of the first character at fault, from 0) and {@code token} (what stands there)
   */
  public static Condition parse(String text, Columns columns) {
    requireNonNull(text, "text is null");
    requireNonNull(columns, "columns is null");
    return new ConditionParser(columns, new Tokens(text, ProblemType.BAD_CONDITION)).condition();
  }

  private Condition condition() {
    if (tokens.kind() == TokenKind.END) {
      return Condition.everything();
    }
    Condition condition = any();
    if (tokens.kind() != TokenKind.END) {
      throw tokens.unexpected("AND, OR or the end");
    }
    return condition;
  }

  private Condition any() {
    Condition first = all();
    if (tokens.kind() != TokenKind.OR) {
      return first;
    }
    List<Condition> parts = new ArrayList<>();
    parts.add(first);
    while (accept(TokenKind.OR)) {
      parts.add(all());
    }
    return new Or(parts);
  }

  private Condition all() {
    Condition first = single();
    if (tokens.kind() != TokenKind.AND) {
      return first;
    }
    List<Condition> parts = new ArrayList<>();
    parts.add(first);
    while (accept(TokenKind.AND)) {
      parts.add(single());
    }
    return new And(parts);
  }

  private Condition single() {
    return switch (tokens.kind()) {
      case NOT -> {
        enter();
        Condition part = single();
        depth--;
        yield new Not(part);
      }
      case LEFT_PARENTHESIS -> {
        enter();
        Condition inner = any();
        require(TokenKind.RIGHT_PARENTHESIS, "AND, OR or )");
        depth--;
        yield inner;
      }
      case NAME, QUOTED_NAME -> test();
      case TEXT, NUMBER, TRUE, FALSE, DATE -> mirrored();
      default -> throw tokens.unexpected("a column, a value, NOT or (");
    };
  }

  private void enter() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw tokens.problem("More than " + MAX_DEPTH + " levels of NOT and parentheses.");
    }
    tokens.advance();
  }

  private Condition test() {
    countTest();
    Column column = column();
    ComparisonOperator operator = operator();
    if (operator != null) {
      tokens.advance();
      return new Comparison(column, operator, value(column));
    }
    return switch (tokens.kind()) {
      case IS -> isNull(column);
      case IN -> in(column);
      case BETWEEN -> between(column);
      case NOT -> {
        tokens.advance();
        yield switch (tokens.kind()) {
          case IN -> new Not(in(column));
          case BETWEEN -> new Not(between(column));
          default -> throw tokens.unexpected("IN or BETWEEN");
        };
      }
      default ->
          throw tokens.unexpected(
              "one of = <> < <= > >= IN BETWEEN IS NOT after the column "
                  + Excerpt.of(column.name()));
    };
  }

  private Condition mirrored() {
    countTest();
    Literal literal = literal();
    ComparisonOperator operator = operator();
    if (operator == null) {
      throw tokens.unexpected("one of = <> < <= > >= and a column after the value");
    }
    tokens.advance();
    Column column = column();
    return new Comparison(column, operator.mirrored(), literal.of(column, tokens));
  }

  private Condition isNull(Column column) {
    tokens.advance();
    boolean negated = accept(TokenKind.NOT);
    require(TokenKind.NULL, negated ? "NULL" : "NULL or NOT NULL");
    Condition isNull = new IsNull(column);
    return negated ? new Not(isNull) : isNull;
  }

  private Condition in(Column column) {
    tokens.advance();
    require(TokenKind.LEFT_PARENTHESIS, "(");
    List<Object> values = new ArrayList<>();
    do {
      listedValues++;
      if (listedValues > MAX_LISTED_VALUES) {
        throw tokens.problem("More than " + MAX_LISTED_VALUES + " values after IN.");
      }
      values.add(value(column));
    } while (accept(TokenKind.COMMA));
    require(TokenKind.RIGHT_PARENTHESIS, ", or )");
    return new In(column, values);
  }

  private Condition between(Column column) {
    tokens.advance();
    Object low = value(column);
    require(TokenKind.AND, "AND and the upper bound");
    return new Between(column, low, value(column));
  }

  private void countTest() {
    tests++;
    if (tests > MAX_TESTS) {
      throw tokens.problem("More than " + MAX_TESTS + " comparisons; IN counts as one.");
    }
  }

  private Column column() {
    Column column = tokens.column(columns);
    tokens.advance();
    return column;
  }

  /** The comparison that the current token stands for, or null. */
  private ComparisonOperator operator() {
    return switch (tokens.kind()) {
      case EQUAL -> ComparisonOperator.EQUAL;
      case NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
      case LESS -> ComparisonOperator.LESS;
      case LESS_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
      case GREATER -> ComparisonOperator.GREATER;
      case GREATER_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
      default -> null;
    };
  }

  private Object value(Column column) {
    return literal().of(column, tokens);
  }

  private Literal literal() {
    int start = tokens.start();
    Object value =
        switch (tokens.kind()) {
          case TEXT -> tokens.unquoted();
          case NUMBER -> tokens.source();
          case TRUE -> true;
          case FALSE -> false;
          case DATE -> date();
          case NULL ->
              throw tokens.unexpected(VALUE + " (IS NULL and IS NOT NULL ask for missing values)");
          default -> throw tokens.unexpected(VALUE);
        };
    Literal literal = new Literal(value, start, tokens.end());
    tokens.advance();
    return literal;
  }

  private LocalDate date() {
    tokens.advance();
    LocalDate date = Literals.parseDate(tokens.unquoted());
    if (date == null) {
      throw tokens.unexpected("a date such as '2025-01-31'");
    }
    return date;
  }

  private boolean accept(TokenKind kind) {
    if (tokens.kind() != kind) {
      return false;
    }
    tokens.advance();
    return true;
  }

  private void require(TokenKind kind, String expected) {
    if (!accept(kind)) {
      throw tokens.unexpected(expected);
    }
  }

  /** A value whose column may not be known yet, and its place. */
  private record Literal(Object value, int start, int end) {
    Object of(Column column, Tokens tokens) {
      try {
        return Literals.coerce(column, value);
      } catch (ProblemException e) {
        String detail = e.problem().detail();
        throw tokens
            .located(Problem.of(ProblemType.BAD_CONDITION, detail), start, end)
            .with("column", column.name())
            .asException();
      }
    }
  }
}
