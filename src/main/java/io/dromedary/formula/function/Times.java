package io.dromedary.formula.function;

import io.dromedary.formula.Arithmetic;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Whole;

/** Times of day: fractions of a day, or texts in ISO 8601. */
final class Times {
  private static final int MOST = 1_000_000;
  private static final long SECONDS_PER_HOUR = 3600;
  private static final long SECONDS_PER_MINUTE = 60;

  private Times() {}

  static void addTo(FunctionList functions) {
    functions.add("TIME", 3, Times::time);
    functions.add("HOUR", 1, call -> new Whole(Serials.dateTime(call, 0).getHour()));
    functions.add("MINUTE", 1, call -> new Whole(Serials.dateTime(call, 0).getMinute()));
    functions.add("SECOND", 1, call -> new Whole(Serials.dateTime(call, 0).getSecond()));
  }

  /** Minutes and seconds may exceed their hour; whole days do not count. */
  private static Value time(Call call) {
    long seconds =
        call.whole(0, -MOST, MOST) * SECONDS_PER_HOUR
            + call.whole(1, -MOST, MOST) * SECONDS_PER_MINUTE
            + call.whole(2, -MOST, MOST);
    if (seconds < 0) {
      throw call.refusal("the time is negative");
    }
    return Arithmetic.divide(
        new Whole(seconds % Serials.SECONDS_PER_DAY), new Whole(Serials.SECONDS_PER_DAY));
  }
}
