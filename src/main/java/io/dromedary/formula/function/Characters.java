package io.dromedary.formula.function;

/** Parts of texts counted in Unicode characters, so that none is ever cut in half. */
final class Characters {
  private Characters() {}

  static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * The offset of a character.
   *
   * @param position of the character, from 0; what is beyond the end counts as the end
   */
  static int offset(String text, int position) {
    return offset(text, 0, position);
  }

  /** The offset after so many characters from another offset on, or the end. */
  static int offset(String text, int from, int count) {
    int offset = from;
    for (int passed = 0; passed < count && offset < text.length(); passed++) {
      offset += Character.charCount(text.codePointAt(offset));
    }
    return offset;
  }
}
