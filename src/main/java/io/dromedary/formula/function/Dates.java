package io.dromedary.formula.function;

import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Whole;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** Dates and their parts. A date is a number as {@link Serials} has it, or a text in ISO 8601. */
final class Dates {
  /** More than all the months and days that there are. */
  private static final int MOST = 10_000_000;

  private static final int MAX_YEAR = 9999;
  private static final int CENTURY = 1900;
  private static final int DAYS_PER_WEEK = 7;

  private Dates() {}

  static void addTo(FunctionList functions) {
    functions.add("DATE", 3, Dates::date);
    functions.add("DATEVALUE", 1, call -> Serials.of(call, Serials.date(call, 0)));
    functions.add("YEAR", 1, call -> new Whole(Serials.date(call, 0).getYear()));
    functions.add("MONTH", 1, call -> new Whole(Serials.date(call, 0).getMonthValue()));
    functions.add("DAY", 1, call -> new Whole(Serials.date(call, 0).getDayOfMonth()));
    functions.add("WEEKDAY", 1, 2, Dates::weekday);
    functions.add("WEEKNUM", 1, 2, Dates::week);
    functions.add("EDATE", 2, call -> Serials.of(call, monthsLater(call)));
    functions.add(
        "EOMONTH",
        2,
        call -> Serials.of(call, monthsLater(call).with(TemporalAdjusters.lastDayOfMonth())));
  }

  /** Years before 1900 count from 1900 on; months and days may lie outside of their year. */
  private static Value date(Call call) {
    int year = call.whole(0, 0, MAX_YEAR);
    LocalDate first = LocalDate.of(year < CENTURY ? year + CENTURY : year, 1, 1);
    return Serials.of(
        call,
        first
            .plusMonths(call.whole(1, -MOST, MOST) - 1L)
            .plusDays(call.whole(2, -MOST, MOST) - 1L));
  }

  private static LocalDate monthsLater(Call call) {
    return Serials.date(call, 0).plusMonths(call.whole(1, -MOST, MOST));
  }

  /** The day of the week: from Sunday 1; with 2 from Monday 1; with 3 from Monday 0; and so on. */
  private static Value weekday(Call call) {
    int fromMonday = Serials.date(call, 0).getDayOfWeek().getValue() - 1;
    int type = call.whole(1, 1, 17, 1);
    if (type == 3) {
      return new Whole(fromMonday);
    }
    return new Whole(Math.floorMod(fromMonday - firstDay(call, type), DAYS_PER_WEEK) + 1L);
  }

  /** The week of the year; the one with January 1 is the first, or with 21 the ISO week. */
  private static Value week(Call call) {
    LocalDate date = Serials.date(call, 0);
    int type = call.whole(1, 1, 21, 1);
    if (type == 21) {
      return new Whole(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
    LocalDate newYear = date.withDayOfYear(1);
    int daysBefore =
        Math.floorMod(newYear.getDayOfWeek().getValue() - 1 - firstDay(call, type), DAYS_PER_WEEK);
    return new Whole((ChronoUnit.DAYS.between(newYear, date) + daysBefore) / DAYS_PER_WEEK + 1);
  }

  /** The first day of the week, from Monday 0, of a type of WEEKDAY or WEEKNUM. */
  private static int firstDay(Call call, int type) {
    if (type == 1) {
      return DAYS_PER_WEEK - 1;
    }
    if (type == 2) {
      return 0;
    }
    if (type < 11 || type > 17) {
      throw call.refusal("argument 2 must be 1, 2 or 11 to 17, not " + type);
    }
    return type - 11;
  }
}
