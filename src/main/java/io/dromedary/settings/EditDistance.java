package io.dromedary.settings;

/** How far two names are from each other. */
final class EditDistance {
  private EditDistance() {}

  /**
   * How many letters must be put in, left out or changed to make one of the other (Levenshtein).
   */
  static int between(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int column = 0; column < before.length; column++) {
      before[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] distances = new int[before.length];
      distances[0] = row;
      for (int column = 1; column < before.length; column++) {
        int changed = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        distances[column] =
            Math.min(
                before[column - 1] + changed, 1 + Math.min(before[column], distances[column - 1]));
      }
      before = distances;
    }
    return before[other.length()];
  }
}
