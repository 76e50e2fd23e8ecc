package io.dromedary.formula;

import io.dromedary.formula.Value.Failure;
import io.dromedary.formula.Value.Text;

/** Builds a text piece by piece: linear in its length, and never longer than a text may be. */
public final class Concatenation {
  private final StringBuilder text = new StringBuilder();
  private Failure failure;

  /** Appends a value as it is displayed; false if it is a failure or makes the text too long. */
  public boolean append(Value value) {
    if (value instanceof Failure reason) {
      failure = reason;
      return false;
    }
    return append(value.display());
  }

  /** Appends a text; false if that makes the text too long. */
  public boolean append(String part) {
    if (part.length() > Text.MAX_LENGTH - text.length()) {
      failure = Text.tooLong();
      return false;
    }
    text.append(part);
    return true;
  }

  /** The text, or why there is none. */
  public Value result() {
    return failure == null ? new Text(text.toString()) : failure;
  }

  static Value join(Value left, Value right) {
    Concatenation both = new Concatenation();
    if (both.append(left)) {
      both.append(right);
    }
    return both.result();
  }
}
