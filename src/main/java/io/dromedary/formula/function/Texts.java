package io.dromedary.formula.function;

import io.dromedary.formula.Concatenation;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Truth;
import io.dromedary.formula.Value.Whole;
import java.util.Locale;
import java.util.regex.Pattern;

/** Functions of whole texts. A number or a truth value is taken as it is displayed. */
final class Texts {
  private static final Pattern SPACES = Pattern.compile(" +");

  private Texts() {}

  static void addTo(FunctionList functions) {
    functions.addOfMany("CONCAT", 1, Texts::concatenation);
    functions.addOfMany("CONCATENATE", 1, Texts::concatenation);
    functions.addOfMany("TEXTJOIN", 3, Texts::joined);
    functions.add("LEN", 1, call -> new Whole(Characters.count(call.text(0))));
    functions.add("UPPER", 1, call -> Text.built(call.text(0).toUpperCase(Locale.ROOT)));
    functions.add("LOWER", 1, call -> Text.built(call.text(0).toLowerCase(Locale.ROOT)));
    functions.add("PROPER", 1, Texts::proper);
    functions.add("TRIM", 1, Texts::trimmed);
    functions.add("REPT", 2, Texts::repeated);
    functions.add("EXACT", 2, call -> Truth.of(call.text(0).equals(call.text(1))));
  }

  private static Value concatenation(Call call) {
    Concatenation text = new Concatenation();
    boolean fits = true;
    for (int index = 0; fits && index < call.count(); index++) {
      fits = text.append(call.text(index));
    }
    return text.result();
  }

  /** TEXTJOIN(delimiter, whether to leave out empty texts, texts…). */
  private static Value joined(Call call) {
    String delimiter = call.text(0);
    boolean leaveOut = call.condition(1);
    Concatenation text = new Concatenation();
    boolean fits = true;
    boolean first = true;
    for (int index = 2; fits && index < call.count(); index++) {
      String part = call.text(index);
      if (leaveOut && part.isEmpty()) {
        continue;
      }
      fits = (first || text.append(delimiter)) && text.append(part);
      first = false;
    }
    return text.result();
  }

  /** Each letter that follows no letter as a capital, all others small. */
  private static Value proper(Call call) {
    StringBuilder proper = new StringBuilder();
    boolean inWord = false;
    for (int character : call.text(0).codePoints().toArray()) {
      proper.appendCodePoint(
          inWord ? Character.toLowerCase(character) : Character.toTitleCase(character));
      inWord = Character.isLetter(character);
    }
    return Text.built(proper.toString());
  }

  private static Value trimmed(Call call) {
    String single = SPACES.matcher(call.text(0)).replaceAll(" ");
    int from = single.startsWith(" ") ? 1 : 0;
    int to = single.endsWith(" ") ? single.length() - 1 : single.length();
    return Text.built(from >= to ? "" : single.substring(from, to));
  }

  private static Value repeated(Call call) {
    String text = call.text(0);
    int times = call.clamped(1, -1, Text.MAX_LENGTH + 1);
    if (times < 0) {
      throw call.refusal("argument 2 must not be negative");
    }
    return (long) text.length() * times > Text.MAX_LENGTH
        ? Text.tooLong()
        : new Text(text.repeat(times));
  }
}
