package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

/**
 * The three truth values of SQL. A comparison with NULL is {@link #UNKNOWN}, and so is its
 * negation; a condition selects a row only if it is {@link #TRUE} there.
 */
public enum Truth {
  TRUE,
  FALSE,
  UNKNOWN;

  public static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** FALSE if either is, otherwise UNKNOWN if either is. */
  public Truth and(Truth other) {
    requireNonNull(other, "other is null");
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == TRUE ? other : this;
  }

  /** TRUE if either is, otherwise UNKNOWN if either is. */
  public Truth or(Truth other) {
    requireNonNull(other, "other is null");
    if (this == TRUE || other == TRUE) {
      return TRUE;
    }
    return this == FALSE ? other : this;
  }

  /** UNKNOWN stays UNKNOWN. */
  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
