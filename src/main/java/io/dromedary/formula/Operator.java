package io.dromedary.formula;

/** The operators between two operands, and how tightly they bind. */
enum Operator {
  EQUAL(1),
  NOT_EQUAL(1),
  LESS(1),
  LESS_OR_EQUAL(1),
  GREATER(1),
  GREATER_OR_EQUAL(1),
  CONCATENATE(2),
  ADD(3),
  SUBTRACT(3),
  MULTIPLY(4),
  DIVIDE(4),
  REMAINDER(4),
  POWER(5);

  /** The precedence of those that bind the least. */
  static final int LOOSEST = 1;

  private final int precedence;

  Operator(int precedence) {
    this.precedence = precedence;
  }

  /** The higher, the tighter. A sign before an operand stands between the last two. */
  int precedence() {
    return precedence;
  }

  /** Applies it to two defined values. */
  Value apply(Value left, Value right) {
    return switch (this) {
      case ADD -> Arithmetic.add(left, right);
      case SUBTRACT -> Arithmetic.subtract(left, right);
      case MULTIPLY -> Arithmetic.multiply(left, right);
      case DIVIDE -> Arithmetic.divide(left, right);
      case REMAINDER -> Arithmetic.remainder(left, right);
      case POWER -> Arithmetic.power(left, right);
      case CONCATENATE -> Concatenation.join(left, right);
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> compare(left, right);
    };
  }

  private Value compare(Value left, Value right) {
    if (left instanceof Value.Failure) {
      return left;
    }
    if (right instanceof Value.Failure) {
      return right;
    }
    if (Comparison.isNan(left) || Comparison.isNan(right)) {
      return Value.Truth.of(this == NOT_EQUAL);
    }
    return Value.Truth.of(accepts(Comparison.compare(left, right)));
  }

  private boolean accepts(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      default -> order >= 0;
    };
  }
}
