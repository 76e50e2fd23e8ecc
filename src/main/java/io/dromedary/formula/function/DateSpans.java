package io.dromedary.formula.function;

import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Whole;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The time between two dates. */
final class DateSpans {
  private static final int DAYS_PER_WEEK = 7;
  private static final int WORKDAYS_PER_WEEK = 5;

  private DateSpans() {}

  static void addTo(FunctionList functions) {
    functions.add(
        "DAYS",
        2,
        call -> new Whole(ChronoUnit.DAYS.between(Serials.date(call, 1), Serials.date(call, 0))));
    functions.add("DATEDIF", 3, DateSpans::difference);
    functions.addOfMany("NETWORKDAYS", 2, DateSpans::workdays);
  }

  /** Days from Monday to Friday, both ends included, without the holidays that follow. */
  private static Value workdays(Call call) {
    LocalDate start = Serials.date(call, 0);
    LocalDate end = Serials.date(call, 1);
    LocalDate from = start.isAfter(end) ? end : start;
    LocalDate to = start.isAfter(end) ? start : end;
    Set<LocalDate> holidays = new HashSet<>();
    for (int index = 2; index < call.count(); index++) {
      LocalDate holiday = Serials.date(call, index);
      if (isWorkday(holiday) && !holiday.isBefore(from) && !holiday.isAfter(to)) {
        holidays.add(holiday);
      }
    }
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    long weeks = days / DAYS_PER_WEEK;
    long workdays = weeks * WORKDAYS_PER_WEEK;
    for (LocalDate day = from.plusDays(weeks * DAYS_PER_WEEK);
        !day.isAfter(to);
        day = day.plusDays(1)) {
      workdays += isWorkday(day) ? 1 : 0;
    }
    long count = workdays - holidays.size();
    return new Whole(start.isAfter(end) ? -count : count);
  }

  private static boolean isWorkday(LocalDate date) {
    return date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
  }

  private static Value difference(Call call) {
    LocalDate start = Serials.date(call, 0);
    LocalDate end = Serials.date(call, 1);
    if (start.isAfter(end)) {
      throw call.refusal(start + " is after " + end);
    }
    Period period = Period.between(start, end);
    return new Whole(
        switch (call.text(2).toUpperCase(Locale.ROOT)) {
          case "Y" -> period.getYears();
          case "M" -> period.toTotalMonths();
          case "D" -> ChronoUnit.DAYS.between(start, end);
          case "MD" -> period.getDays();
          case "YM" -> period.getMonths();
          case "YD" -> ChronoUnit.DAYS.between(start.plusYears(period.getYears()), end);
          default -> throw call.refusal("argument 3 must be Y, M, D, MD, YM or YD");
        });
  }
}
