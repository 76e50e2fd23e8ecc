package io.dromedary.formula.function;

import io.dromedary.formula.Arithmetic;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Whole;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/**
 * Dates as numbers: the days since 1899-12-30, the time of day as a fraction. From March 1900 on
 * they are those of all spreadsheets. From 1899-12-30 to 9999-12-31.
 */
final class Serials {
  static final int MAX_DAY = 2_958_465;
  static final int SECONDS_PER_DAY = 86_400;

  private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);
  private static final LocalDate LAST = EPOCH.plusDays(MAX_DAY);
  private static final int MAX_TEXT_LENGTH = 40;

  private Serials() {}

  /** The number of a date; refused if it has none. */
  static Whole of(Call call, LocalDate date) {
    if (date.isBefore(EPOCH) || date.isAfter(LAST)) {
      throw call.refusal("dates go from " + EPOCH + " to " + LAST);
    }
    return new Whole(day(date));
  }

  /** The date of an argument: a number, or a text in ISO 8601. A time of day does not count. */
  static LocalDate date(Call call, int index) {
    return dateTime(call, index).toLocalDate();
  }

  /** The date and time of an argument, to the nearest second. */
  static LocalDateTime dateTime(Call call, int index) {
    Value value = call.value(index);
    if (value instanceof Text text) {
      return parseDateTime(text.value())
          .orElseThrow(() -> call.wrong(index, "a date such as 2025-01-31 or its number", value));
    }
    BigDecimal serial = call.exact(index);
    if (serial.signum() < 0 || serial.compareTo(BigDecimal.valueOf(MAX_DAY + 1L)) >= 0) {
      throw call.refusal("dates go from 0 (" + EPOCH + ") to " + MAX_DAY + " (" + LAST + ")");
    }
    long seconds =
        serial
            .multiply(BigDecimal.valueOf(SECONDS_PER_DAY))
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    LocalDateTime rounded = EPOCH.atStartOfDay().plusSeconds(seconds);
    // a moment before midnight is still the day before
    return rounded.toLocalDate().isAfter(EPOCH.plusDays(serial.longValue()))
        ? rounded.minusSeconds(1)
        : rounded;
  }

  /** The number of a text in ISO 8601: a date, a time of day, or both. */
  static Optional<Value> parse(String text) {
    return parseDateTime(text)
        .filter(dateTime -> !dateTime.isBefore(EPOCH.atStartOfDay()))
        .map(
            dateTime ->
                Arithmetic.add(
                    new Whole(day(dateTime.toLocalDate())), timeOfDay(dateTime.toLocalTime())));
  }

  /** The fraction of the day. */
  static Value timeOfDay(LocalTime time) {
    return Arithmetic.divide(new Whole(time.toSecondOfDay()), new Whole(SECONDS_PER_DAY));
  }

  private static long day(LocalDate date) {
    return date.toEpochDay() - EPOCH.toEpochDay();
  }

  private static Optional<LocalDateTime> parseDateTime(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      return Optional.empty();
    }
    String trimmed = text.strip();
    try {
      LocalDateTime dateTime;
      if (trimmed.length() > 10) {
        dateTime = LocalDateTime.parse(trimmed.substring(0, 10) + "T" + trimmed.substring(11));
      } else if (trimmed.indexOf(':') > 0) {
        dateTime = EPOCH.atTime(LocalTime.parse(trimmed));
      } else {
        dateTime = LocalDate.parse(trimmed).atStartOfDay();
      }
      return dateTime.toLocalDate().isBefore(EPOCH) ? Optional.empty() : Optional.of(dateTime);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
