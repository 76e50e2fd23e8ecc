package io.dromedary.cube;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A level that follows from a date: the same rule in Java, for the writer, and in SQL, for readers.
 */
public enum Derivation {
  /** {@code 2025}. */
  YEAR("strftime(%s, '%%Y')"),
  /** {@code 2025-Q3}. */
  QUARTER("strftime(%1$s, '%%Y-Q') || quarter(%1$s)"),
  /** {@code 2025-07}. */
  MONTH("strftime(%s, '%%Y-%%m')");

  private final String sql;

  Derivation(String sql) {
    this.sql = sql;
  }

  /** The member at this level of a date. */
  public String of(LocalDate date) {
    return switch (this) {
      case YEAR -> "%04d".formatted(date.getYear());
      case QUARTER -> "%04d-Q%d".formatted(date.getYear(), (date.getMonthValue() + 2) / 3);
      case MONTH -> "%04d-%02d".formatted(date.getYear(), date.getMonthValue());
    };
  }

  /** The SQL expression of this level over a quoted date column. */
  public String sql(String quotedColumn) {
    return sql.formatted(quotedColumn);
  }

  static Derivation parse(String text) {
    return Arrays.stream(values())
        .filter(derivation -> derivation.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not a derivation; known are %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }
}
