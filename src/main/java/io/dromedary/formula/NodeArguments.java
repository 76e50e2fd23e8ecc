package io.dromedary.formula;

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
}
