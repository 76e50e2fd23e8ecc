package io.dromedary.formula.function;

import io.dromedary.formula.Concatenation;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Whole;

/** Parts of texts. Positions count from 1, in Unicode characters. */
final class TextParts {
  private static final int MOST = Integer.MAX_VALUE;

  private TextParts() {}

  static void addTo(FunctionList functions) {
    functions.add("LEFT", 1, 2, TextParts::left);
    functions.add("RIGHT", 1, 2, TextParts::right);
    functions.add("MID", 3, TextParts::middle);
    functions.add("FIND", 2, 3, call -> position(call, TextParts::indexOf));
    functions.add(
        "SEARCH",
        2,
        3,
        call -> position(call, (part, text, from) -> Wildcards.of(part).find(text, from)));
    functions.add("SUBSTITUTE", 3, 4, TextParts::substitute);
    functions.add("REPLACE", 4, TextParts::replace);
  }

  /** Finds a part of a text from an offset on; -1 if there is none. */
  @FunctionalInterface
  private interface Search {
    int find(String part, String text, int from);
  }

  private static Value left(Call call) {
    String text = call.text(0);
    return Text.built(text.substring(0, Characters.offset(text, length(call, 1))));
  }

  private static Value right(Call call) {
    String text = call.text(0);
    int skipped = Math.max(0, Characters.count(text) - length(call, 1));
    return Text.built(text.substring(Characters.offset(text, skipped)));
  }

  private static Value middle(Call call) {
    String text = call.text(0);
    int from = Characters.offset(text, start(call, 1) - 1);
    return Text.built(text.substring(from, Characters.offset(text, from, length(call, 2))));
  }

  private static Value replace(Call call) {
    String text = call.text(0);
    int from = Characters.offset(text, start(call, 1) - 1);
    int to = Characters.offset(text, from, length(call, 2));
    Concatenation replaced = new Concatenation();
    if (replaced.append(text.substring(0, from)) && replaced.append(call.text(3))) {
      replaced.append(text.substring(to));
    }
    return replaced.result();
  }

  private static int start(Call call, int index) {
    int start = call.clamped(index, 0, MOST);
    if (start == 0) {
      throw call.refusal("argument " + (index + 1) + " must be 1 or more: positions count from 1");
    }
    return start;
  }

  private static int length(Call call, int index) {
    int length = call.has(index) ? call.clamped(index, -1, MOST) : 1;
    if (length < 0) {
      throw call.refusal("argument " + (index + 1) + " must not be negative");
    }
    return length;
  }

  private static Value position(Call call, Search search) {
    String part = searched(call, 0);
    String text = call.text(1);
    int start = call.has(2) ? start(call, 2) : 1;
    int from = Characters.offset(text, start - 1);
    int found = start - 1 > Characters.count(text) ? -1 : search.find(part, text, from);
    if (found < 0) {
      throw call.refusal("argument 1 is not in argument 2");
    }
    return new Whole(text.codePointCount(0, found) + 1L);
  }

  /** A text to look for; bounding its length bounds the time that a search takes. */
  private static String searched(Call call, int index) {
    String text = call.text(index);
    if (text.length() > Wildcards.MAX_LENGTH) {
      throw call.refusal(
          "argument " + (index + 1) + " has at most " + Wildcards.MAX_LENGTH + " characters");
    }
    return text;
  }

  private static int indexOf(String part, String text, int from) {
    return text.indexOf(part, from);
  }

  /** Replaces every occurrence of a text, or only the one that the fourth argument counts. */
  private static Value substitute(Call call) {
    String text = call.text(0);
    String old = searched(call, 1);
    String replacement = call.text(2);
    int wanted = call.has(3) ? start(call, 3) : 0;
    Concatenation result = new Concatenation();
    int done = 0;
    int occurrence = 0;
    int found = old.isEmpty() ? -1 : text.indexOf(old);
    while (found >= 0) {
      occurrence++;
      boolean replaces = wanted == 0 || occurrence == wanted;
      if (!result.append(text.substring(done, found))
          || !result.append(replaces ? replacement : old)) {
        return result.result();
      }
      done = found + old.length();
      found = text.indexOf(old, done);
    }
    result.append(text.substring(done));
    return result.result();
  }
}
