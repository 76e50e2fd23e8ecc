package io.dromedary.sheet;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.CellName;
import io.dromedary.edit.ProblemException;
import io.dromedary.formula.Formula;
import io.dromedary.formula.FormulaException;
import io.dromedary.formula.FunctionLibrary;
import io.dromedary.formula.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what is written into cells. Thread-safe. */
public final class CellParser {
  /** The most characters that a cell takes. */
  static final int MAX_LENGTH = 100_000;

  private static final Value[] NO_EXTERNALS = {};

  private final FunctionLibrary functions;

  public CellParser(FunctionLibrary functions) {
    this.functions = requireNonNull(functions, "functions is null");
  }

  /**
   * Finds what can be told of a value without the sheet: the URLs that its formula refers to.
   *
   * @throws ProblemException CELL_REFUSED if the name has operators, or the value is no formula
   */
  public List<String> externals(String name, String value) {
    Formula formula = formula(name, value);
    return formula == null ? List.of() : formula.externals();
  }

  /**
   * The content of a cell.
   *
   * @param fetched the results of remote cells, by URL
   * @throws ProblemException CELL_REFUSED
   */
  Cell.Content parse(String name, String value, Map<String, String> fetched) {
    return content(name, value, formula(name, value), fetched);
  }

  /** The same content with other fetched values for those URLs that the formula refers to. */
  Cell.Content refreshed(Cell.Content content, Map<String, String> fetched) {
    Map<String, String> merged = new LinkedHashMap<>(content.fetched());
    content.fetched().keySet().stream()
        .filter(fetched::containsKey)
        .forEach(url -> merged.put(url, fetched.get(url)));
    return content(content.name(), content.value(), content.formula(), merged);
  }

  /** A content that is text, whatever it begins with. */
  Cell.Content text(String name, String value) {
    return new Cell.Content(name, value, null, Map.of(), NO_EXTERNALS);
  }

  private static Cell.Content content(
      String name, String value, Formula formula, Map<String, String> fetched) {
    if (formula == null || formula.externals().isEmpty()) {
      return new Cell.Content(name, value, formula, Map.of(), NO_EXTERNALS);
    }
    Map<String, String> own = new LinkedHashMap<>();
    Value[] externals = new Value[formula.externals().size()];
    for (int index = 0; index < externals.length; index++) {
      String url = formula.externals().get(index);
      String result = fetched.get(url);
      if (result == null) {
        throw CellRefusal.of(name, "the value of EXTERNAL_REF(%s) is not known".formatted(url));
      }
      own.put(url, result);
      externals[index] = Value.ofInput(result);
    }
    return new Cell.Content(name, value, formula, own, externals);
  }

  private Formula formula(String name, String value) {
    if (CellName.hasOperators(name)) {
      throw CellRefusal.of(name, "invalid characters: a name has none of + - * / ^ ( ) =");
    }
    if (value.length() > MAX_LENGTH) {
      throw CellRefusal.of(
          name,
          "a cell takes at most %d characters, and these are %d"
              .formatted(MAX_LENGTH, value.length()));
    }
    if (!Formula.isFormula(value)) {
      return null;
    }
    try {
      return Formula.parse(value, functions);
    } catch (FormulaException e) {
      throw CellRefusal.of(name, e.getMessage());
    }
  }
}
