package io.dromedary.edit;

/** A short piece of what a client sent, safe to repeat in a problem document. */
public final class Excerpt {
  private static final int MAX_LENGTH = 60;

  private Excerpt() {}

  /**
   * At most 60 characters of the text, then an ellipsis. Half a surrogate pair, which no encoding
   * of JSON can carry, becomes U+FFFD.
   */
  public static String of(String text) {
    return of(text, 0, text.length());
  }

  static String of(String text, int from, int to) {
    StringBuilder excerpt = new StringBuilder();
    int index = from;
    while (index < to && excerpt.length() < MAX_LENGTH) {
      int codePoint = text.codePointAt(index);
      excerpt.appendCodePoint(isSurrogate(codePoint) ? 0xFFFD : codePoint);
      index += Character.charCount(codePoint);
    }
    if (index < to) {
      excerpt.append('…');
    }
    return excerpt.toString();
  }

  /** Whether the text holds half a surrogate pair, so that it cannot be stored as UTF-8. */
  static boolean isMalformed(String text) {
    for (int index = 0; index < text.length(); index++) {
      if (Character.isSurrogate(text.charAt(index))) {
        return text.codePoints().anyMatch(Excerpt::isSurrogate);
      }
    }
    return false;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
