package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One column of an order; a list of them orders by the first, then by the second, and so on. */
public record OrderBy(Column column, boolean descending) {
  public OrderBy {
    requireNonNull(column, "column is null");
  }

  /**
   * Reads {@code a,-b}: columns, separated by commas, each with a minus if descending, in double
   * quotes if the name is no plain one. An empty text is an empty order.
   *
   * @throws ProblemException MALFORMED_REQUEST (also if a column comes twice) or UNKNOWN_COLUMN,
   *     with the members {@code position} (offset of the first character at fault, from 0) and
   *     {@code token} (what stands there)
   */
  public static List<OrderBy> parse(String text, Columns columns) {
    requireNonNull(text, "text is null");
    requireNonNull(columns, "columns is null");
    Tokens tokens = new Tokens(text, ProblemType.MALFORMED_REQUEST);
    List<OrderBy> order = new ArrayList<>();
    Set<Column> seen = new HashSet<>();
    boolean more = tokens.kind() != TokenKind.END;
    while (more) {
      boolean descending = tokens.kind() == TokenKind.MINUS;
      if (descending) {
        tokens.advance();
      }
      order.add(new OrderBy(column(tokens, columns, seen), descending));
      more = tokens.kind() == TokenKind.COMMA;
      if (!more && tokens.kind() != TokenKind.END) {
        throw tokens.unexpected("a comma or the end");
      }
      tokens.advance();
    }
    return List.copyOf(order);
  }

  private static Column column(Tokens tokens, Columns columns, Set<Column> seen) {
    Column column = tokens.column(columns);
    if (!seen.add(column)) {
      throw tokens.problem(
          "The column " + Excerpt.of(column.name()) + " stands in the order twice.");
    }
    tokens.advance();
    return column;
  }
}
