package io.dromedary.formula;

/**
 * The arguments of one call. Each is evaluated once, when it is first asked for; those that a
 * function does not ask for cost nothing and cannot fail.
 */
public interface Arguments {
  /** How many there are. */
  int count();

  /** The value of an argument, which may be {@link Value#UNDEFINED} or a failure. */
  Value any(int index);

  /** The value of an argument; a failure that names the cell if it is undefined. */
  Value defined(int index);
}
