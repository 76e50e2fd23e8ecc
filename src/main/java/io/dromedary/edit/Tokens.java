package io.dromedary.edit;

/**
 * The tokens of a text, one at a time: after construction and after each {@link #advance} the
 * accessors describe the current one. Not thread-safe.
 */
final class Tokens {
  static final int MAX_LENGTH = 64 * 1024;

  private final String text;
  private final ProblemType problemType;
  private TokenKind kind;
  private int start;
  private int end;

  /**
   * Starts with the first token.
   *
   * @param problemType the type of the problems found
   * @throws ProblemException if the text is longer than 65,536 characters
   */
  Tokens(String text, ProblemType problemType) {
    this.text = text;
    this.problemType = problemType;
    if (text.length() > MAX_LENGTH) {
      throw problemAt(
          MAX_LENGTH,
          MAX_LENGTH,
          "The text has " + text.length() + " characters; at most " + MAX_LENGTH + " are read.");
    }
    advance();
  }

  TokenKind kind() {
    return kind;
  }

  /** The offset of the token's first character. */
  int start() {
    return start;
  }

  /** The offset after the token's last character. */
  int end() {
    return end;
  }

  /** The token as written. */
  String source() {
    return text.substring(start, end);
  }

  /** What stands between the quotes of a TEXT or QUOTED_NAME, doubled quotes made single. */
  String unquoted() {
    char quote = text.charAt(start);
    String inner = text.substring(start + 1, end - 1);
    return inner.indexOf(quote) < 0
        ? inner
        : inner.replace(String.valueOf(quote).repeat(2), String.valueOf(quote));
  }

  /**
   * The column that the current token names.
   *
   * @throws ProblemException if the token is no name, or UNKNOWN_COLUMN
   */
  Column column(Columns columns) {
    if (kind != TokenKind.NAME && kind != TokenKind.QUOTED_NAME) {
      throw unexpected("a column");
    }
    String name = kind == TokenKind.QUOTED_NAME ? unquoted() : source();
    return columns
        .find(name)
        .orElseThrow(() -> located(columns.unknown(name), start, end).asException());
  }

  /** Goes on to the next token; after the last one stands END. */
  void advance() {
    start = skipSpace(end);
    end = start + 1;
    if (start == text.length()) {
      kind = TokenKind.END;
      end = start;
      return;
    }
    char first = text.charAt(start);
    if (isNameStart(first)) {
      end = endOfName(start);
      kind = word();
    } else if (isDigit(first) || ((first == '-' || first == '+') && isDigitAt(start + 1))) {
      kind = number();
    } else if (first == '\'' || first == '"') {
      end = endOfQuoted(first);
      kind = first == '"' ? TokenKind.QUOTED_NAME : TokenKind.TEXT;
    } else {
      kind = symbol(first);
    }
  }

  /** The current token is not what may stand here. */
  ProblemException unexpected(String expected) {
    String found = kind == TokenKind.END ? "the end" : "'" + Excerpt.of(text, start, end) + "'";
    return problem("Found " + found + " at position " + start + "; expected " + expected + ".");
  }

  ProblemException problem(String detail) {
    return problemAt(start, end, detail);
  }

  private ProblemException problemAt(int from, int to, String detail) {
    return located(Problem.of(problemType, detail), from, to).asException();
  }

  /**
   * The problem with its place in the text: members {@code position} and {@code token}.
   *
   * @param from the offset of the first character at fault
   * @param to the offset after the last one
   */
  Problem located(Problem problem, int from, int to) {
    return problem.with("position", from).with("token", Excerpt.of(text, from, to));
  }

  /** Whether a column name can be written without quotes. */
  static boolean isPlainName(String name) {
    for (int index = 0; index < name.length(); index++) {
      char character = name.charAt(index);
      if (character > 'z' || !isNamePart(character)) {
        return false;
      }
    }
    return !name.isEmpty()
        && isNameStart(name.charAt(0))
        && keyword(name, 0, name.length()) == TokenKind.NAME;
  }

  private int skipSpace(int from) {
    int index = from;
    while (index < text.length() && isSpace(text.charAt(index))) {
      index++;
    }
    return index;
  }

  private TokenKind word() {
    TokenKind word = keyword(text, start, end);
    if (word == TokenKind.DATE) {
      int next = skipSpace(end);
      return next < text.length() && text.charAt(next) == '\'' ? TokenKind.DATE : TokenKind.NAME;
    }
    return word;
  }

  private TokenKind number() {
    int index = endOfDigits(start + 1);
    if (index < text.length() && text.charAt(index) == '.' && isDigitAt(index + 1)) {
      index = endOfDigits(index + 1);
    }
    if (index < text.length() && (text.charAt(index) == 'e' || text.charAt(index) == 'E')) {
      boolean signed =
          index + 1 < text.length()
              && (text.charAt(index + 1) == '-' || text.charAt(index + 1) == '+');
      int exponent = index + (signed ? 2 : 1);
      index = isDigitAt(exponent) ? endOfDigits(exponent) : index;
    }
    end = endOfName(index);
    return end == index ? TokenKind.NUMBER : TokenKind.UNKNOWN;
  }

  private int endOfQuoted(char quote) {
    int index = start + 1;
    while (true) {
      int closing = text.indexOf(quote, index);
      if (closing < 0) {
        throw problemAt(
            start,
            text.length(),
            "The quote " + quote + " at position " + start + " is never closed.");
      }
      if (closing + 1 == text.length() || text.charAt(closing + 1) != quote) {
        return closing + 1;
      }
      index = closing + 2;
    }
  }

  private TokenKind symbol(char first) {
    char second = start + 1 < text.length() ? text.charAt(start + 1) : ' ';
    return switch (first) {
      case '(' -> TokenKind.LEFT_PARENTHESIS;
      case ')' -> TokenKind.RIGHT_PARENTHESIS;
      case ',' -> TokenKind.COMMA;
      case '-' -> TokenKind.MINUS;
      case '=' -> TokenKind.EQUAL;
      case '!' -> second == '=' ? pair(TokenKind.NOT_EQUAL) : TokenKind.UNKNOWN;
      case '>' -> second == '=' ? pair(TokenKind.GREATER_OR_EQUAL) : TokenKind.GREATER;
      case '<' ->
          switch (second) {
            case '=' -> pair(TokenKind.LESS_OR_EQUAL);
            case '>' -> pair(TokenKind.NOT_EQUAL);
            default -> TokenKind.LESS;
          };
      default ->
          Character.isSurrogatePair(first, second) ? pair(TokenKind.UNKNOWN) : TokenKind.UNKNOWN;
    };
  }

  private TokenKind pair(TokenKind pair) {
    end = start + 2;
    return pair;
  }

  private int endOfName(int from) {
    int index = from;
    while (index < text.length() && isNamePart(text.charAt(index))) {
      index++;
    }
    return index;
  }

  private int endOfDigits(int from) {
    int index = from;
    while (isDigitAt(index)) {
      index++;
    }
    return index;
  }

  private boolean isDigitAt(int index) {
    return index < text.length() && isDigit(text.charAt(index));
  }

  private static TokenKind keyword(String text, int start, int end) {
    return switch (end - start) {
      case 2 -> oneOf(text, start, TokenKind.OR, TokenKind.IN, TokenKind.IS);
      case 3 -> oneOf(text, start, TokenKind.AND, TokenKind.NOT);
      case 4 -> oneOf(text, start, TokenKind.DATE, TokenKind.NULL, TokenKind.TRUE);
      case 5 -> oneOf(text, start, TokenKind.FALSE);
      case 7 -> oneOf(text, start, TokenKind.BETWEEN);
      default -> TokenKind.NAME;
    };
  }

  private static TokenKind oneOf(String text, int start, TokenKind... keywords) {
    for (TokenKind keyword : keywords) {
      String word = keyword.name();
      if (text.regionMatches(true, start, word, 0, word.length())) {
        return keyword;
      }
    }
    return TokenKind.NAME;
  }

  private static boolean isNameStart(char character) {
    return Character.isLetter(character) || character == '_';
  }

  private static boolean isNamePart(char character) {
    return Character.isLetterOrDigit(character) || character == '_';
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /** Also the no-break spaces that come with text pasted from a spreadsheet. */
  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }
}
