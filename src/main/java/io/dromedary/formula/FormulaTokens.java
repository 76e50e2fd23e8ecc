package io.dromedary.formula;

/**
 * The tokens of a formula, one at a time: after construction and after each {@link #advance} the
 * accessors describe the current one. Positions are offsets in the text with its {@code =}. Not
 * thread-safe.
 */
final class FormulaTokens {
  private static final String OPERATOR_CHARACTERS = "+-*/^()=<>&%\"";
  private static final int MAX_EXCERPT = 60;

  private final String text;
  private TokenKind kind;
  private Operator operator;
  private String content = "";
  private int start;
  private int end = 1;

  /** How many calls are open: within them a comma ends a name. */
  private int openCalls;

  /** Starts with the first token after the {@code =}. */
  FormulaTokens(String text) throws FormulaException {
    this.text = text;
    advance();
  }

  TokenKind kind() {
    return kind;
  }

  /** Which one an OPERATOR is. */
  Operator operator() {
    return operator;
  }

  /** The name of a NAME, QUOTED_NAME or CALL, the text of a TEXT, a NUMBER as written. */
  String content() {
    return content;
  }

  int start() {
    return start;
  }

  /** The next tokens, up to a matching {@link #closeCall}, are arguments. */
  void openCall() throws FormulaException {
    openCalls++;
    advance();
  }

  void closeCall() throws FormulaException {
    openCalls--;
    advance();
  }

  /** Goes on to the next token; after the last one stands END. */
  void advance() throws FormulaException {
    start = skipBlanks(end);
    end = start + 1;
    if (start == text.length()) {
      kind = TokenKind.END;
      end = start;
      return;
    }
    char first = text.charAt(start);
    switch (first) {
      case '(' -> kind = TokenKind.LEFT_PARENTHESIS;
      case ')' -> kind = TokenKind.RIGHT_PARENTHESIS;
      case '"' -> quoted(TokenKind.TEXT);
      case '\'' -> quoted(TokenKind.QUOTED_NAME);
      default -> {
        if (first == ',' && openCalls > 0) {
          kind = TokenKind.COMMA;
        } else if (OPERATOR_CHARACTERS.indexOf(first) >= 0) {
          kind = TokenKind.OPERATOR;
          operator = operator(first);
        } else {
          name();
        }
      }
    }
  }

  /**
   * What stands between the parenthesis of the current CALL and the one that closes it, without
   * blanks around it; or what stands there between quotes. Goes on to the token after the call.
   */
  String rawArgument() throws FormulaException {
    int from = skipBlanks(end);
    if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'')) {
      int call = start;
      start = from;
      quoted(TokenKind.TEXT);
      String argument = content;
      advance();
      if (kind != TokenKind.RIGHT_PARENTHESIS) {
        throw neverClosed(call);
      }
      advance();
      return argument;
    }
    int closing = closingParenthesis(end);
    String argument = text.substring(end, closing).strip();
    end = closing + 1;
    advance();
    return argument;
  }

  /** The current token is not what may stand here. */
  FormulaException unexpected(String expected) {
    if (kind == TokenKind.END) {
      return problem("the formula ends where " + expected + " should stand");
    }
    return problem("found " + excerpt(text.substring(start, end)) + " instead of " + expected);
  }

  FormulaException problem(String reason) {
    return new FormulaException(reason, start);
  }

  FormulaException neverClosed(int position) {
    return new FormulaException(
        "the parenthesis of " + excerpt(text.substring(position)) + " is never closed", position);
  }

  /** A part of the text for a message, shortened if it is long. */
  static String excerpt(String part) {
    return part.length() <= MAX_EXCERPT ? part : part.substring(0, MAX_EXCERPT) + "…";
  }

  private void quoted(TokenKind quotedKind) throws FormulaException {
    char quote = text.charAt(start);
    int index = start + 1;
    boolean doubled = false;
    while (true) {
      int closing = text.indexOf(quote, index);
      if (closing < 0) {
        throw problem("the quote " + quote + " is never closed");
      }
      if (closing + 1 == text.length() || text.charAt(closing + 1) != quote) {
        String inner = text.substring(start + 1, closing);
        String single = String.valueOf(quote);
        content = doubled ? inner.replace(single + single, single) : inner;
        kind = quotedKind;
        end = closing + 1;
        return;
      }
      doubled = true;
      index = closing + 2;
    }
  }

  private void name() throws FormulaException {
    int stop = endOfRun(start);
    stop = withSignedExponent(stop);
    int last = stop;
    while (isBlank(text.charAt(last - 1))) {
      last--;
    }
    content = text.substring(start, last);
    end = last;
    if (stop < text.length() && text.charAt(stop) == '(') {
      kind = TokenKind.CALL;
      end = stop + 1;
    } else if (NumberLiterals.isLiteral(content, 0)) {
      kind = TokenKind.NUMBER;
    } else {
      kind = TokenKind.NAME;
      if (content.endsWith("!") && stop == last && stop < text.length() && isEqualSign(stop)) {
        throw new FormulaException(
            "'not equal' is written <>; a cell named " + excerpt(content) + " needs quotes",
            last - 1);
      }
    }
  }

  private boolean isEqualSign(int index) {
    return text.charAt(index) == '=';
  }

  /** The sign and the digits of {@code 2e+4} belong to it, if nothing else follows them. */
  private int withSignedExponent(int stop) {
    if (stop + 1 >= text.length()
        || (text.charAt(stop) != '+' && text.charAt(stop) != '-')
        || !NumberLiterals.endsInExponentMark(text, start, stop)) {
      return stop;
    }
    int digits = NumberLiterals.endOfDigits(text, stop + 1);
    return digits > stop + 1 && skipBlanks(digits) == endOfRun(digits) ? digits : stop;
  }

  private int endOfRun(int from) {
    int index = from;
    while (index < text.length()) {
      char character = text.charAt(index);
      if (OPERATOR_CHARACTERS.indexOf(character) >= 0 || (character == ',' && openCalls > 0)) {
        break;
      }
      index++;
    }
    return index;
  }

  private int closingParenthesis(int from) throws FormulaException {
    int open = 1;
    for (int index = from; index < text.length(); index++) {
      char character = text.charAt(index);
      open += character == '(' ? 1 : character == ')' ? -1 : 0;
      if (open == 0) {
        return index;
      }
    }
    throw neverClosed(start);
  }

  private Operator operator(char first) {
    char second = start + 1 < text.length() ? text.charAt(start + 1) : ' ';
    return switch (first) {
      case '+' -> Operator.ADD;
      case '-' -> Operator.SUBTRACT;
      case '*' -> Operator.MULTIPLY;
      case '/' -> Operator.DIVIDE;
      case '%' -> Operator.REMAINDER;
      case '^' -> Operator.POWER;
      case '&' -> Operator.CONCATENATE;
      case '=' -> Operator.EQUAL;
      case '>' -> second == '=' ? pair(Operator.GREATER_OR_EQUAL) : Operator.GREATER;
      default ->
          switch (second) {
            case '=' -> pair(Operator.LESS_OR_EQUAL);
            case '>' -> pair(Operator.NOT_EQUAL);
            default -> Operator.LESS;
          };
    };
  }

  private Operator pair(Operator pair) {
    end = start + 2;
    return pair;
  }

  private int skipBlanks(int from) {
    int index = from;
    while (index < text.length() && isBlank(text.charAt(index))) {
      index++;
    }
    return index;
  }

  /** Also the no-break spaces that come with pasted text. */
  private static boolean isBlank(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }
}
