package io.dromedary.formula.function;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * Dates and times in the formats of spreadsheets: {@code yyyy yy mmmm mmm mm m dddd ddd dd d hh h
 * mm ss AM/PM} and any text between them; {@code m} after hours or before seconds are minutes.
 * Names are English.
 */
final class DateFormat {
  private static final String FIELDS = "ymdhs";
  private static final String HALF_OF_DAY = "AM/PM";

  private DateFormat() {}

  /** Whether a format is one of dates: has one of their letters outside of quotes. */
  static boolean isDateFormat(String format) {
    boolean quoted = false;
    boolean found = false;
    for (int index = 0; index < format.length(); index++) {
      char character = Character.toLowerCase(format.charAt(index));
      quoted ^= character == '"';
      if (character == '\\') {
        index++;
      } else if (!quoted && (character == '0' || character == '#')) {
        return false;
      } else {
        found |= !quoted && FIELDS.indexOf(character) >= 0;
      }
    }
    return found && !format.equalsIgnoreCase("General");
  }

  /** A date and time in a format. */
  static String format(LocalDateTime dateTime, String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    boolean twelveHours = indexOfHalf(format) >= 0;
    char before = ' ';
    int index = 0;
    while (index < format.length()) {
      char field = Character.toLowerCase(format.charAt(index));
      if (FIELDS.indexOf(field) >= 0) {
        int end = endOfField(format, index);
        boolean minutes = field == 'm' && (before == 'h' || nextField(format, end) == 's');
        builder.appendPattern(pattern(minutes ? 'n' : field, end - index, twelveHours));
        before = field;
        index = end;
      } else if (format.regionMatches(true, index, HALF_OF_DAY, 0, HALF_OF_DAY.length())) {
        builder.appendPattern("a");
        index += HALF_OF_DAY.length();
      } else {
        index = literal(format, index, builder);
      }
    }
    DateTimeFormatter formatter = builder.toFormatter(Locale.ENGLISH);
    return formatter.format(dateTime);
  }

  private static int indexOfHalf(String format) {
    return format.toUpperCase(Locale.ROOT).indexOf(HALF_OF_DAY);
  }

  private static int endOfField(String format, int start) {
    char field = Character.toLowerCase(format.charAt(start));
    int end = start + 1;
    while (end < format.length() && Character.toLowerCase(format.charAt(end)) == field) {
      end++;
    }
    return end;
  }

  private static char nextField(String format, int from) {
    for (int index = from; index < format.length(); index++) {
      char character = Character.toLowerCase(format.charAt(index));
      if (FIELDS.indexOf(character) >= 0) {
        return character;
      }
    }
    return ' ';
  }

  /** The pattern of the JDK for so many letters of a field; minutes are {@code n}. */
  private static String pattern(char field, int count, boolean twelveHours) {
    return switch (field) {
      case 'y' -> count <= 2 ? "uu" : "uuuu";
      case 'm' -> count <= 2 ? "M".repeat(count) : count == 3 ? "MMM" : "MMMM";
      case 'd' -> count <= 2 ? "d".repeat(count) : count == 3 ? "EEE" : "EEEE";
      case 'h' -> (twelveHours ? "h" : "H").repeat(Math.min(count, 2));
      case 's' -> "s".repeat(Math.min(count, 2));
      default -> "m".repeat(Math.min(count, 2));
    };
  }

  /** Takes a quoted text, an escaped character or any other; gives the offset after it. */
  private static int literal(String format, int start, DateTimeFormatterBuilder builder) {
    char first = format.charAt(start);
    if (first == '"') {
      int closing = format.indexOf('"', start + 1);
      int end = closing < 0 ? format.length() : closing;
      builder.appendLiteral(format.substring(start + 1, end));
      return Math.min(end + 1, format.length());
    }
    int shown = first == '\\' && start + 1 < format.length() ? start + 1 : start;
    builder.appendLiteral(format.charAt(shown));
    return shown + 1;
  }
}
