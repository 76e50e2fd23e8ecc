package io.dromedary.formula.function;

import io.dromedary.formula.Arithmetic;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Whole;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** From texts to numbers and back. */
final class Conversions {
  private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final Whole HUNDRED = new Whole(100);

  private Conversions() {}

  static void addTo(FunctionList functions) {
    functions.add("VALUE", 1, Conversions::number);
    functions.add("TEXT", 2, Conversions::formatted);
    functions.add("CHAR", 1, Conversions::character);
    functions.add("CODE", 1, Conversions::code);
  }

  private static Value number(Call call) {
    Value value = call.value(0);
    if (value.isNumber()) {
      return value;
    }
    String text = call.text(0).strip();
    boolean percent = text.endsWith("%");
    String plain = percent ? text.substring(0, text.length() - 1).strip() : text;
    boolean grouped = plain.length() <= Text.MAX_LENGTH && GROUPED.matcher(plain).matches();
    Value number = Value.ofInput(grouped ? plain.replace(",", "") : plain);
    if (number.isNumber()) {
      return percent ? Arithmetic.divide(number, HUNDRED) : number;
    }
    return Serials.parse(text).orElseThrow(() -> call.wrong(0, "a number", value));
  }

  private static Value formatted(Call call) {
    Value value = call.value(0);
    String format = call.text(1);
    if (format.length() > NumberFormat.MAX_LENGTH) {
      throw call.refusal("a format has at most " + NumberFormat.MAX_LENGTH + " characters");
    }
    if (DateFormat.isDateFormat(format)) {
      return Text.built(DateFormat.format(Serials.dateTime(call, 0), format));
    }
    boolean plain = format.equalsIgnoreCase("General") || format.equals("@");
    if (plain || !value.isNumber()) {
      return Text.built(value.display());
    }
    return Text.built(NumberFormat.format(call.exact(0), format));
  }

  private static Value character(Call call) {
    int code = call.whole(0, 1, Character.MAX_CODE_POINT);
    if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
      throw call.refusal("there is no character " + code);
    }
    return new Text(Character.toString(code));
  }

  private static Value code(Call call) {
    OptionalInt first = call.text(0).codePoints().findFirst();
    return new Whole(first.orElseThrow(() -> call.refusal("the text is empty")));
  }
}
