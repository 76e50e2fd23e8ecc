package io.dromedary.formula;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What {@code CUBE("sales", "quantity", "brand", "Brand A", …)} asks for.
 *
 * @param members which part of the cube, in the order of the formula; empty for its total
 */
public record CubeReference(String cube, String measure, List<Member> members) {
  /** Copies the members. */
  public CubeReference {
    requireNonNull(cube, "cube is null");
    requireNonNull(measure, "measure is null");
    members = List.copyOf(members);
  }

  /** A member of a level. */
  public record Member(String level, String name) {
    public Member {
      requireNonNull(level, "level is null");
      requireNonNull(name, "name is null");
    }
  }
}
