package io.dromedary.formula.function;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for texts, without regard to case: {@code *} stands for any characters, {@code ?} for
 * one, and {@code ~} before one of them, or before itself, for itself.
 */
final class Wildcards {
  /** The length of the longest pattern, as in spreadsheets; bounds the time of a search. */
  static final int MAX_LENGTH = 255;

  private static final char ANY_ONE = '\uFFFF';

  /** What stands between the stars; never empty. */
  private final List<String> pieces;

  private Wildcards(List<String> pieces) {
    this.pieces = pieces;
  }

  /**
   * Reads a pattern of at most 255 characters.
   *
   * @throws Refusal if it is longer
   */
  static Wildcards of(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      throw new Refusal("a pattern has at most " + MAX_LENGTH + " characters");
    }
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int index = 0; index < pattern.length(); index++) {
      char character = pattern.charAt(index);
      if (character == '~' && index + 1 < pattern.length()) {
        char next = pattern.charAt(index + 1);
        boolean escaped = next == '*' || next == '?' || next == '~';
        piece.append(escaped ? folded(next) : '~');
        index += escaped ? 1 : 0;
      } else if (character == '*') {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        piece.append(character == '?' ? ANY_ONE : folded(character));
      }
    }
    pieces.add(piece.toString());
    return new Wildcards(pieces);
  }

  /** Whether the pattern stands for all of a text. */
  boolean matches(String text) {
    String first = pieces.get(0);
    if (!isAt(first, text, 0)) {
      return false;
    }
    if (pieces.size() == 1) {
      return text.length() == first.length();
    }
    String last = pieces.get(pieces.size() - 1);
    int end = endOfMiddle(text, first.length());
    return end >= 0
        && end <= text.length() - last.length()
        && isAt(last, text, text.length() - last.length());
  }

  /** Where, from an offset on, a part of a text begins that the pattern stands for; -1 if none. */
  int find(String text, int from) {
    String first = pieces.get(0);
    int start = indexOf(first, text, from);
    if (start < 0) {
      return -1;
    }
    int end = endOfMiddle(text, start + first.length());
    String last = pieces.get(pieces.size() - 1);
    // a later start leaves less text for the rest, so the first one decides
    return end >= 0 && (pieces.size() == 1 || indexOf(last, text, end) >= 0) ? start : -1;
  }

  /** Where the pieces but the first and the last end, each at its first place; -1 if nowhere. */
  private int endOfMiddle(String text, int from) {
    int end = from;
    for (int piece = 1; piece < pieces.size() - 1; piece++) {
      int start = indexOf(pieces.get(piece), text, end);
      if (start < 0) {
        return -1;
      }
      end = start + pieces.get(piece).length();
    }
    return end;
  }

  private static int indexOf(String piece, String text, int from) {
    for (int start = from; start <= text.length() - piece.length(); start++) {
      if (isAt(piece, text, start)) {
        return start;
      }
    }
    return -1;
  }

  private static boolean isAt(String piece, String text, int start) {
    if (start + piece.length() > text.length()) {
      return false;
    }
    for (int index = 0; index < piece.length(); index++) {
      char wanted = piece.charAt(index);
      if (wanted != ANY_ONE && wanted != folded(text.charAt(start + index))) {
        return false;
      }
    }
    return true;
  }

  private static char folded(char character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }
}
