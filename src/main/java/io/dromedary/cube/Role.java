package io.dromedary.cube;

/** What a column is to its table. */
public enum Role {
  /** Identifies a row, alone or with others. */
  KEY,
  /** A level of a dimension. */
  LEVEL,
  /** Anything else that is known of a member. */
  ATTRIBUTE,
  /** A number that adds up. */
  MEASURE
}
