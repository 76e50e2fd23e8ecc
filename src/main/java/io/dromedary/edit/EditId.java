package io.dromedary.edit;

import java.util.OptionalLong;

/**
 * The identifier of an edit: the id of its entry in the request stream. It is at once the edit's
 * name, its time, the version of everything that contains it, and a cursor.
 *
 * @param millis milliseconds since the epoch, the time at which the log took the edit
 * @param sequence orders the entries of one millisecond
 */
public record EditId(long millis, long sequence) implements Comparable<EditId> {
  /**
   * Before every edit: the version of an empty log and the cursor that starts from the beginning.
   */
  public static final EditId ZERO = new EditId(0, 0);

  public EditId {
    if (millis < 0 || sequence < 0) {
      throw new IllegalArgumentException(
          "an edit id has no negative part: " + millis + "-" + sequence);
    }
  }

  /**
   * Reads {@code <millis>-<sequence>} or {@code <millis>} alone, which means sequence 0.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static EditId parse(String text) {
    int dash = text.indexOf('-');
    OptionalLong millis = digits(text, 0, dash < 0 ? text.length() : dash);
    OptionalLong sequence = dash < 0 ? OptionalLong.of(0) : digits(text, dash + 1, text.length());
    if (millis.isEmpty() || sequence.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + Excerpt.of(text) + "' is not an edit id; one looks like 1767225600000-0");
    }
    return new EditId(millis.getAsLong(), sequence.getAsLong());
  }

  private static OptionalLong digits(String text, int from, int to) {
    if (from >= to || to - from > 19) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int index = from; index < to; index++) {
      int digit = text.charAt(index) - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
        return OptionalLong.empty();
      }
      value = value * 10 + digit;
    }
    return OptionalLong.of(value);
  }

  /** The largest id that is smaller. */
  public EditId previous() {
    if (sequence > 0) {
      return new EditId(millis, sequence - 1);
    }
    return millis > 0 ? new EditId(millis - 1, Long.MAX_VALUE) : ZERO;
  }

  public boolean isAfter(EditId other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(EditId other) {
    int byTime = Long.compare(millis, other.millis);
    return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
  }

  /** The form that Redis prints: {@code <millis>-<sequence>}. */
  @Override
  public String toString() {
    return millis + "-" + sequence;
  }
}
