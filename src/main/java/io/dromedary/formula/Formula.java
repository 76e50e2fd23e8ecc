package io.dromedary.formula;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * A parsed formula. Immutable, and safe to evaluate from any number of threads at a time.
 * Evaluation takes time linear in the length of the formula and recurses at most 200 levels deep.
 */
public final class Formula {
  /** The length of the longest formula, in characters with the {@code =}. */
  public static final int MAX_LENGTH = 100_000;

  private final Node root;
  private final List<String> references;
  private final List<String> externals;

  private Formula(Node root, List<String> references, List<String> externals) {
    this.root = root;
    this.references = references;
    this.externals = externals;
  }

  /** Whether a cell's text is a formula, right or wrong: it starts with {@code =}. */
  public static boolean isFormula(String text) {
    return text.startsWith("=");
  }

  /** Whether a cell's name reads as an unsigned number literal, such as 1, 4.5 or 1e3. */
  public static boolean isNumberName(String name) {
    return NumberLiterals.isLiteral(name, 0);
  }

  /**
   * Reads a formula.
   *
   * @param text with its {@code =}, at most 100,000 characters, nested at most 200 levels deep
   * @throws FormulaException if it is none
   */
  public static Formula parse(String text, FunctionLibrary functions) throws FormulaException {
    requireNonNull(text, "text is null");
    requireNonNull(functions, "functions is null");
    if (!isFormula(text)) {
      throw new FormulaException("a formula starts with =", 0);
    }
    if (text.length() > MAX_LENGTH) {
      throw new FormulaException(
          String.format(Locale.ROOT, "the formula has more than %,d characters", MAX_LENGTH),
          MAX_LENGTH);
    }
    FormulaParser parser = new FormulaParser(text, functions);
    Node root = parser.parse();
    return new Formula(root, parser.references(), parser.externals());
  }

  /**
   * The keys (names in lower case) of all cells that it may read, each once, in order of
   * appearance: also the number literals, which mean a cell where there is one of that name.
   */
  public List<String> references() {
    return references;
  }

  /** The URLs of all EXTERNAL_REF, each once, verbatim, in order of appearance. */
  public List<String> externals() {
    return externals;
  }

  /** Whether it is nothing but the name of a cell; then {@link Value#UNDEFINED} is no failure. */
  public boolean isReference() {
    return root instanceof Node.Reference;
  }

  /**
   * Computes the result. Never throws; what goes wrong is a {@link Value.Failure}.
   *
   * @return {@link Value#UNDEFINED} if the formula is, or chose by IF and the like, nothing but a
   *     cell that does not exist
   */
  public Value evaluate(Scope scope) {
    return root.evaluate(scope);
  }
}
