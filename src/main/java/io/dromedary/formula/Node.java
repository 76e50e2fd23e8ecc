package io.dromedary.formula;

import io.dromedary.formula.Value.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a parsed formula. Operators of one precedence stand side by side in one node, so that
 * evaluation recurses only as deep as the formula is nested.
 */
sealed interface Node {
  /** The value; {@link Value#UNDEFINED} if this is, or chose, a cell that does not exist. */
  Value evaluate(Scope scope);

  /** The value where one is needed: an undefined cell is a failure. */
  default Value operand(Scope scope) {
    Value value = evaluate(scope);
    return value == Value.UNDEFINED ? undefined() : value;
  }

  /** The failure of {@link #operand} if the value is undefined. */
  default Failure undefined() {
    return Failure.because("undefined cell");
  }

  /** A text. */
  record Constant(Value value) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      return value;
    }
  }

  /** A number, unless a cell has that name. */
  record NumberOrCell(int reference, Value number) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      Value cell = scope.cell(reference);
      return cell == Value.UNDEFINED ? number : cell;
    }
  }

  /** A cell, with its name as the formula has it. */
  record Reference(int reference, String name) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      return scope.cell(reference);
    }

    @Override
    public Failure undefined() {
      return Failure.because("undefined cell '" + name + "'");
    }
  }

  /** A cell elsewhere. */
  record External(int external, Failure undefined) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      return scope.external(external);
    }
  }

  /** A plus or minus sign before an operand. */
  record Sign(boolean negative, Node operand) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      Value value = operand.operand(scope);
      return negative ? Arithmetic.negate(value) : Arithmetic.plus(value);
    }
  }

  /** A power. */
  record Power(Node base, Node exponent) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      return Arithmetic.power(base.operand(scope), exponent.operand(scope));
    }
  }

  /** Operands with operators of one precedence between them, to be applied from left to right. */
  record Chain(Node first, Operator[] operators, Node[] operands) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      Value result = first.operand(scope);
      for (int index = 0; index < operators.length; index++) {
        if (result instanceof Failure) {
          return result;
        }
        result = operators[index].apply(result, operands[index].operand(scope));
      }
      return result;
    }
  }

  /** Parts joined by {@code &}. */
  record Joined(Node first, Node[] others) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      Concatenation text = new Concatenation();
      boolean good = text.append(first.operand(scope));
      for (int index = 0; good && index < others.length; index++) {
        good = text.append(others[index].operand(scope));
      }
      return text.result();
    }
  }

  /** A call of a function. */
  record Call(Function function, Node[] arguments) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      return function.apply(new NodeArguments(arguments, scope));
    }

    @Override
    public Value operand(Scope scope) {
      NodeArguments values = new NodeArguments(arguments, scope);
      Value value = function.apply(values);
      return value == Value.UNDEFINED ? values.undefined() : value;
    }
  }

  /** A cell of a cube: its name, that of the measure, then levels and members in turn. */
  record Cube(Node[] arguments) implements Node {
    @Override
    public Value evaluate(Scope scope) {
      String[] names = new String[arguments.length];
      for (int index = 0; index < names.length; index++) {
        Value name = arguments[index].operand(scope);
        if (name instanceof Failure) {
          return name;
        }
        names[index] = name.display();
      }
      List<CubeReference.Member> members = new ArrayList<>();
      for (int index = 2; index < names.length; index += 2) {
        members.add(new CubeReference.Member(names[index], names[index + 1]));
      }
      return scope.cube(new CubeReference(names[0], names[1], members));
    }
  }
}
