package io.dromedary.edit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/** Writes a condition in the one grammar that its text and its SQL share. */
final class ConditionWriter {
  private final StringBuilder out = new StringBuilder();
  private final Function<Column, String> columnText;
  private final Function<Object, String> valueText;

  private ConditionWriter(Function<Column, String> columnText, Function<Object, String> valueText) {
    this.columnText = columnText;
    this.valueText = valueText;
  }

  /**
   * The condition, or an empty text for {@link Condition.Everything}.
   *
   * @param columnText how a column is written
   * @param valueText how a value is written, called once for each value in the order of the text
   */
  static String write(
      Condition condition,
      Function<Column, String> columnText,
      Function<Object, String> valueText) {
    ConditionWriter writer = new ConditionWriter(columnText, valueText);
    writer.condition(condition);
    return writer.out.toString();
  }

  static String text(Condition condition) {
    return write(condition, column -> name(column.name()), ConditionWriter::literal);
  }

  private void condition(Condition condition) {
    if (condition instanceof Condition.ColumnCondition single) {
      columnCondition(single, "");
    } else if (condition instanceof Condition.And and) {
      junction(and.parts(), " AND ");
    } else if (condition instanceof Condition.Or or) {
      junction(or.parts(), " OR ");
    } else if (condition instanceof Condition.Not not) {
      negation(not.part());
    }
  }

  private void junction(List<Condition> parts, String joint) {
    String before = "";
    for (Condition part : parts) {
      out.append(before);
      if (part instanceof Condition.And || part instanceof Condition.Or) {
        inParentheses(part);
      } else {
        condition(part);
      }
      before = joint;
    }
  }

  private void negation(Condition part) {
    if (part instanceof Condition.ColumnCondition single
        && !(part instanceof Condition.Comparison)) {
      columnCondition(single, "NOT ");
    } else {
      out.append("NOT ");
      inParentheses(part);
    }
  }

  private void inParentheses(Condition condition) {
    out.append('(');
    condition(condition);
    out.append(')');
  }

  /** Puts {@code not} before IN, BETWEEN and NULL. */
  private void columnCondition(Condition.ColumnCondition condition, String not) {
    out.append(columnText.apply(condition.column()));
    if (condition instanceof Condition.Comparison comparison) {
      out.append(' ').append(comparison.operator().symbol()).append(' ');
      value(comparison.value());
    } else if (condition instanceof Condition.In in) {
      out.append(' ').append(not).append("IN ");
      list(in.values());
    } else if (condition instanceof Condition.Between between) {
      out.append(' ').append(not).append("BETWEEN ");
      value(between.low());
      out.append(" AND ");
      value(between.high());
    } else if (condition instanceof Condition.IsNull) {
      out.append(" IS ").append(not).append("NULL");
    }
  }

  private void list(List<Object> values) {
    String before = "(";
    for (Object value : values) {
      out.append(before);
      value(value);
      before = ", ";
    }
    out.append(')');
  }

  private void value(Object value) {
    out.append(valueText.apply(value));
  }

  private static String literal(Object value) {
    if (value instanceof String text) {
      return '\'' + text.replace("'", "''") + '\'';
    }
    if (value instanceof LocalDate date) {
      return "DATE '" + date + '\'';
    }
    if (value instanceof Boolean truth) {
      return truth ? "TRUE" : "FALSE";
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static String name(String name) {
    return Tokens.isPlainName(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
