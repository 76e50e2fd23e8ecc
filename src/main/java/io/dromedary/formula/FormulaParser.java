package io.dromedary.formula;

import io.dromedary.formula.Node.Call;
import io.dromedary.formula.Node.Chain;
import io.dromedary.formula.Node.Constant;
import io.dromedary.formula.Node.Cube;
import io.dromedary.formula.Node.External;
import io.dromedary.formula.Node.Joined;
import io.dromedary.formula.Node.NumberOrCell;
import io.dromedary.formula.Node.Power;
import io.dromedary.formula.Node.Reference;
import io.dromedary.formula.Node.Sign;
import io.dromedary.formula.Value.Failure;
import io.dromedary.formula.Value.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a formula by precedence climbing:
 *
 * <pre>
 * formula    = "=" expression
 * expression = operand { operator operand }
 * operand    = number | name | 'name' | "text" | ( "-" | "+" ) operand | "(" expression ")"
 *            | function "(" [ expression { "," expression } ] ")"
 * operators, from loose to tight:  = &lt;&gt; &lt; &lt;= &gt; &gt;=    &amp;    + -    * / %    sign    ^
 * </pre>
 *
 * All associate to the left but {@code ^}, which binds tighter than a sign before it. A name is a
 * run of characters up to an operator, a parenthesis, a quote or, within a call, a comma; blanks
 * around it do not count. Collects the cells that the formula names.
 */
final class FormulaParser {
  private static final int MAX_DEPTH = 200;
  private static final Arity CUBE_ARITY = Arity.atLeastInPairs(2);
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final String OPERAND = "a number, a cell, a text in double quotes or a function";

  private final FormulaTokens tokens;
  private final FunctionLibrary functions;
  private final Map<String, Integer> references = new LinkedHashMap<>();
  private final Map<String, Integer> externals = new LinkedHashMap<>();
  private int depth;

  FormulaParser(String text, FunctionLibrary functions) throws FormulaException {
    this.tokens = new FormulaTokens(text);
    this.functions = functions;
  }

  /** Reads all of it. */
  Node parse() throws FormulaException {
    if (tokens.kind() == TokenKind.END) {
      throw tokens.problem("there is nothing after the =");
    }
    Node root = expression(Operator.LOOSEST);
    if (tokens.kind() == TokenKind.RIGHT_PARENTHESIS) {
      throw tokens.problem("this ) closes no parenthesis");
    }
    if (tokens.kind() != TokenKind.END) {
      throw tokens.unexpected("an operator or the end");
    }
    return root;
  }

  /** The keys of the cells that were named, in order of appearance. */
  List<String> references() {
    return List.copyOf(references.keySet());
  }

  /** The URLs that were named, in order of appearance. */
  List<String> externals() {
    return List.copyOf(externals.keySet());
  }

  private Node expression(int loosest) throws FormulaException {
    Node left = operand();
    while (tokens.kind() == TokenKind.OPERATOR && tokens.operator().precedence() >= loosest) {
      left = tokens.operator() == Operator.POWER ? power(left) : chain(left);
    }
    return left;
  }

  private Node power(Node base) throws FormulaException {
    enter();
    tokens.advance();
    Node exponent = expression(Operator.POWER.precedence());
    depth--;
    return new Power(base, exponent);
  }

  private Node chain(Node first) throws FormulaException {
    int precedence = tokens.operator().precedence();
    List<Operator> operators = new ArrayList<>();
    List<Node> operands = new ArrayList<>();
    while (tokens.kind() == TokenKind.OPERATOR && tokens.operator().precedence() == precedence) {
      operators.add(tokens.operator());
      tokens.advance();
      operands.add(expression(precedence + 1));
    }
    Node[] others = operands.toArray(Node[]::new);
    return operators.get(0) == Operator.CONCATENATE
        ? new Joined(first, others)
        : new Chain(first, operators.toArray(Operator[]::new), others);
  }

  private Node operand() throws FormulaException {
    return switch (tokens.kind()) {
      case NUMBER -> number();
      case NAME -> name();
      case QUOTED_NAME -> quotedName();
      case TEXT -> text();
      case LEFT_PARENTHESIS -> parentheses();
      case CALL -> call();
      case OPERATOR -> sign();
      case RIGHT_PARENTHESIS, COMMA, END -> throw tokens.unexpected(OPERAND);
    };
  }

  private Node number() throws FormulaException {
    String literal = tokens.content();
    tokens.advance();
    return new NumberOrCell(reference(literal), NumberLiterals.parse(literal));
  }

  private Node name() throws FormulaException {
    String name = tokens.content();
    String[] words = hasBlanks(name) ? BLANKS.split(name) : new String[] {name};
    if (words.length > 1 && isAllNumbers(words)) {
      throw tokens.problem(
          "an operator is missing between "
              + FormulaTokens.excerpt(words[0])
              + " and "
              + FormulaTokens.excerpt(words[1])
              + "; a cell of this name is written in single quotes");
    }
    return cell(name);
  }

  private static boolean hasBlanks(String name) {
    for (int index = 0; index < name.length(); index++) {
      if (Character.isWhitespace(name.charAt(index))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAllNumbers(String[] words) {
    for (String word : words) {
      if (!NumberLiterals.isLiteral(word, 0)) {
        return false;
      }
    }
    return true;
  }

  private Node quotedName() throws FormulaException {
    if (tokens.content().isEmpty()) {
      throw tokens.problem("there is no cell name between the quotes");
    }
    return cell(tokens.content());
  }

  private Node cell(String name) throws FormulaException {
    tokens.advance();
    return new Reference(reference(name), name);
  }

  private int reference(String name) {
    return references.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> references.size());
  }

  private Node text() throws FormulaException {
    if (Text.built(tokens.content()) instanceof Failure failure) {
      throw tokens.problem(failure.reason());
    }
    Node text = new Constant(new Text(tokens.content()));
    tokens.advance();
    return text;
  }

  private Node parentheses() throws FormulaException {
    int opening = tokens.start();
    enter();
    tokens.advance();
    Node inner = expression(Operator.LOOSEST);
    if (tokens.kind() == TokenKind.COMMA) {
      throw tokens.problem(
          "a comma cannot stand here; the name of a cell with a comma is written in single quotes");
    }
    requireClosing(opening);
    tokens.advance();
    depth--;
    return inner;
  }

  private void requireClosing(int opening) throws FormulaException {
    if (tokens.kind() == TokenKind.END) {
      throw tokens.neverClosed(opening);
    }
    if (tokens.kind() != TokenKind.RIGHT_PARENTHESIS) {
      throw tokens.unexpected("an operator or )");
    }
  }

  private Node sign() throws FormulaException {
    Operator sign = tokens.operator();
    if (sign != Operator.ADD && sign != Operator.SUBTRACT) {
      throw tokens.unexpected(OPERAND);
    }
    enter();
    tokens.advance();
    Node operand = expression(Operator.POWER.precedence());
    depth--;
    return new Sign(sign == Operator.SUBTRACT, operand);
  }

  private Node call() throws FormulaException {
    int position = tokens.start();
    String name = tokens.content().toUpperCase(Locale.ROOT);
    if (name.equals("EXTERNAL_REF")) {
      return external(position);
    }
    boolean isCube = name.equals("CUBE");
    FunctionLibrary.Definition definition = isCube ? null : definition(name);
    Node[] arguments = arguments(position);
    Arity arity = isCube ? CUBE_ARITY : definition.arity();
    if (!arity.allows(arguments.length)) {
      throw new FormulaException(
          name + " takes " + arity.describe() + ", not " + arguments.length, position);
    }
    return isCube ? new Cube(arguments) : new Call(definition.function(), arguments);
  }

  private FunctionLibrary.Definition definition(String name) throws FormulaException {
    FunctionLibrary.Definition definition = functions.find(name).orElse(null);
    if (definition != null) {
      return definition;
    }
    throw tokens.problem(
        NumberLiterals.isLiteral(name, 0)
            ? "an operator is missing between " + FormulaTokens.excerpt(name) + " and ("
            : functions
                .refusal(name)
                .orElse("there is no function " + FormulaTokens.excerpt(name)));
  }

  private Node[] arguments(int position) throws FormulaException {
    enter();
    tokens.openCall();
    List<Node> arguments = new ArrayList<>();
    if (tokens.kind() != TokenKind.RIGHT_PARENTHESIS) {
      arguments.add(expression(Operator.LOOSEST));
      while (tokens.kind() == TokenKind.COMMA) {
        tokens.advance();
        arguments.add(expression(Operator.LOOSEST));
      }
    }
    requireClosing(position);
    tokens.closeCall();
    depth--;
    return arguments.toArray(Node[]::new);
  }

  private Node external(int position) throws FormulaException {
    String url = tokens.rawArgument();
    if (!isHttpUrl(url)) {
      throw new FormulaException(
          "EXTERNAL_REF takes a URL such as http://host:8080/api/v1/sheet/cell, not "
              + FormulaTokens.excerpt(url),
          position);
    }
    int index = externals.computeIfAbsent(url, key -> externals.size());
    return new External(index, Failure.because("undefined cell " + url));
  }

  private static boolean isHttpUrl(String text) {
    try {
      URI url = new URI(text);
      return url.getHost() != null
          && ("http".equalsIgnoreCase(url.getScheme())
              || "https".equalsIgnoreCase(url.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void enter() throws FormulaException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw tokens.problem("the formula is nested deeper than " + MAX_DEPTH + " levels");
    }
  }
}
