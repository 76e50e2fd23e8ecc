package io.dromedary.formula.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Numbers in the formats of spreadsheets: digits as {@code 0} and {@code #}, {@code ,} for groups
 * of three, {@code %}, exponents as {@code E+00}, any text around them (in quotes if it has one of
 * these), and up to three sections separated by {@code ;} for positive and negative numbers and 0.
 */
final class NumberFormat {
  /** The longest format, in characters. */
  static final int MAX_LENGTH = 255;

  private static final String DIGITS = "0#?.,";

  private final StringBuilder prefix = new StringBuilder();
  private final StringBuilder digits = new StringBuilder();
  private final StringBuilder exponent = new StringBuilder();
  private final StringBuilder suffix = new StringBuilder();
  private int percents;

  private NumberFormat(String section) {
    for (int index = 0; index < section.length(); index++) {
      char character = section.charAt(index);
      boolean isDigit = suffix.length() == 0 && DIGITS.indexOf(character) >= 0;
      if (character == '"' || character == '\\') {
        index = literal(section, index);
      } else if (isDigit && exponent.length() > 0) {
        exponent.append(character);
      } else if (isDigit) {
        digits.append(character);
      } else if (character == 'E' && digits.length() > 0 && section.startsWith("E+0", index)) {
        exponent.append('E');
        index++;
      } else {
        percents += character == '%' ? 1 : 0;
        around().append(character);
      }
    }
  }

  /** The number in a format of at most {@link #MAX_LENGTH} characters, rounded half away from 0. */
  static String format(BigDecimal number, String format) {
    List<String> sections = sections(format);
    if (sections.size() > 2 && number.signum() == 0) {
      return new NumberFormat(sections.get(2)).apply(number);
    }
    return sections.size() > 1 && number.signum() < 0
        ? new NumberFormat(sections.get(1)).apply(number.negate())
        : new NumberFormat(sections.get(0)).apply(number);
  }

  private static List<String> sections(String format) {
    List<String> sections = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int index = 0; index < format.length(); index++) {
      quoted ^= format.charAt(index) == '"';
      if (format.charAt(index) == ';' && !quoted) {
        sections.add(format.substring(from, index));
        from = index + 1;
      }
    }
    sections.add(format.substring(from));
    return sections;
  }

  private StringBuilder around() {
    return digits.length() == 0 ? prefix : suffix;
  }

  /** Takes a quoted text or an escaped character; gives the offset of its last character. */
  private int literal(String section, int start) {
    boolean quoted = section.charAt(start) == '"';
    int closing = quoted ? section.indexOf('"', start + 1) : start + 2;
    int end = closing < 0 ? section.length() : Math.min(closing, section.length());
    around().append(section, start + 1, end);
    return quoted ? end : end - 1;
  }

  private String apply(BigDecimal number) {
    if (digits.length() == 0) {
      return prefix.toString();
    }
    BigDecimal scaled = number.scaleByPowerOfTen(2 * percents);
    String pattern = digits.toString().replace('?', '#');
    String text = exponent.length() > 0 ? scientific(scaled, pattern) : plain(scaled, pattern);
    return text.startsWith("-")
        ? "-" + prefix + text.substring(1) + suffix
        : prefix + text + suffix;
  }

  private static String plain(BigDecimal number, String pattern) {
    int point = pattern.indexOf('.');
    String integer = point < 0 ? pattern : pattern.substring(0, point);
    String fraction = point < 0 ? "" : pattern.substring(point + 1);
    DecimalFormat format = new DecimalFormat("0", symbols());
    format.setGroupingSize(3);
    format.setGroupingUsed(integer.indexOf(',') >= 0);
    format.setMinimumIntegerDigits(count(integer, "0"));
    format.setMinimumFractionDigits(count(fraction, "0"));
    format.setMaximumFractionDigits(count(fraction, "0#"));
    // rounded beforehand, so that nothing is left of a minus sign before 0
    return format.format(number.setScale(count(fraction, "0#"), RoundingMode.HALF_UP));
  }

  private String scientific(BigDecimal number, String pattern) {
    int point = pattern.indexOf('.');
    String fraction = point < 0 ? "" : "." + pattern.substring(point + 1).replaceAll("[.,]", "");
    String zeros = "0".repeat(Math.max(1, count(exponent.toString(), "0")));
    DecimalFormat format =
        new DecimalFormat("0" + fraction.replaceAll("#0", "00") + "E" + zeros, symbols());
    format.setRoundingMode(RoundingMode.HALF_UP);
    String text = format.format(number);
    return text.contains("E-") ? text : text.replace("E", "E+");
  }

  private static int count(String pattern, String wanted) {
    return (int) pattern.chars().filter(character -> wanted.indexOf(character) >= 0).count();
  }

  private static DecimalFormatSymbols symbols() {
    return DecimalFormatSymbols.getInstance(Locale.ROOT);
  }
}
