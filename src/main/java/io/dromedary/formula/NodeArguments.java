package io.dromedary.formula;

import io.dromedary.formula.Value.Failure;

/**
 * What a function sees of its arguments. Values are kept, so that nested calls do not evaluate the
 * innermost ones ever more often. Not thread-safe.
 */
final class NodeArguments implements Arguments {
  private final Node[] nodes;
  private final Scope scope;
  private final Value[] values;

  NodeArguments(Node[] nodes, Scope scope) {
    this.nodes = nodes;
    this.scope = scope;
    this.values = new Value[nodes.length];
  }

  @Override
  public int count() {
    return nodes.length;
  }

  @Override
  public Value any(int index) {
    Value value = values[index];
    if (value == null) {
      value = nodes[index].evaluate(scope);
      values[index] = value;
    }
    return value;
  }

  @Override
  public Value defined(int index) {
    Value value = any(index);
    return value == Value.UNDEFINED ? nodes[index].undefined() : value;
  }

  /** The failure of an undefined argument that the function chose. */
  Failure undefined() {
    int chosen = 0;
    for (int index = 0; index < values.length; index++) {
      chosen = values[index] == Value.UNDEFINED ? index : chosen;
    }
    return nodes[chosen].undefined();
  }
}
