package io.dromedary.edit;

/**
 * The type of a column. The values of a column are, in Java, {@code String}, {@code Long}, {@code
 * BigDecimal}, {@code LocalDate} or {@code Boolean}.
 *
 * @param scale digits after the decimal point of a {@link Kind#DECIMAL}, otherwise 0
 */
public record ColumnType(Kind kind, int scale) {
  /** What a column can hold. */
  public enum Kind {
    TEXT,
    INTEGER,
    DECIMAL,
    DATE,
    BOOLEAN
  }

  public static final ColumnType TEXT = new ColumnType(Kind.TEXT, 0);
  public static final ColumnType INTEGER = new ColumnType(Kind.INTEGER, 0);
  public static final ColumnType DATE = new ColumnType(Kind.DATE, 0);
  public static final ColumnType BOOLEAN = new ColumnType(Kind.BOOLEAN, 0);

  public static ColumnType decimal(int scale) {
    return new ColumnType(Kind.DECIMAL, scale);
  }
}
