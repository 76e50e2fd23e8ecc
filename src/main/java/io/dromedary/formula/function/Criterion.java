package io.dromedary.formula.function;

import io.dromedary.formula.Comparison;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Text;
import java.util.List;

/**
 * A test as people write it in a cell: {@code 5}, {@code ">=5"}, {@code "<>apple"}, {@code "a*"}. A
 * number is compared with numbers only, and a text with texts only. In a text that is tested for
 * equality {@code *} stands for any characters, {@code ?} for one, and {@code ~} before one of them
 * for itself.
 */
final class Criterion {
  /** The longer ones before those that they begin with. */
  private static final List<String> OPERATORS = List.of("<>", "<=", ">=", "<", ">", "=");

  private final String operator;
  private final Value operand;
  private final Wildcards pattern;

  private Criterion(String operator, Value operand) {
    this.operator = operator;
    this.operand = operand;
    this.pattern = operand instanceof Text text ? Wildcards.of(text.value()) : null;
  }

  /**
   * Reads a criterion.
   *
   * @throws Refusal if its pattern is too long
   */
  static Criterion of(Value criterion) {
    if (criterion instanceof Text text) {
      for (String operator : OPERATORS) {
        if (text.value().startsWith(operator)) {
          return new Criterion(operator, operand(text.value().substring(operator.length())));
        }
      }
      return new Criterion("=", operand(text.value()));
    }
    return new Criterion("=", criterion);
  }

  private static Value operand(String text) {
    if (text.equalsIgnoreCase("TRUE") || text.equalsIgnoreCase("FALSE")) {
      return Value.Truth.of(text.equalsIgnoreCase("TRUE"));
    }
    return Value.ofInput(text);
  }

  boolean accepts(Value value) {
    if (operator.equals("=") || operator.equals("<>")) {
      return isEqual(value) == operator.equals("=");
    }
    boolean sameKind =
        operand.isNumber() ? value.isNumber() : value.getClass() == operand.getClass();
    return sameKind && isOrdered(value);
  }

  private boolean isEqual(Value value) {
    return pattern == null
        ? Comparison.areEqual(value, operand)
        : value instanceof Text text && pattern.matches(text.value());
  }

  private boolean isOrdered(Value value) {
    if (!Comparison.areEqual(value, value)) {
      return false;
    }
    int order = Comparison.compare(value, operand);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }
}
