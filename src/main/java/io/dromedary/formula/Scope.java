package io.dromedary.formula;

/**
 * Where a formula finds what it refers to, by the positions in the lists that the formula itself
 * gives. Evaluation asks for nothing that the result does not need.
 */
public interface Scope {
  /**
   * The value of a cell.
   *
   * @param reference an index into {@link Formula#references()}
   * @return {@link Value#UNDEFINED} if there is no such cell
   */
  Value cell(int reference);

  /**
   * The value of a cell elsewhere.
   *
   * @param external an index into {@link Formula#externals()}
   */
  Value external(int external);

  /** The number in a cell of a cube, or a {@link Value.Failure}. */
  Value cube(CubeReference reference);
}
