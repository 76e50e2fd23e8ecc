package io.dromedary.sheet;

import io.dromedary.edit.CellName;
import io.dromedary.edit.EditId;
import io.dromedary.edit.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a workbook with the cells that the database has: first their contents, of which later ones
 * replace earlier ones, and then all results at once.
 */
public final class SheetsLoader {
  private static final Logger LOG = LoggerFactory.getLogger(SheetsLoader.class);

  private final Map<String, Sheet> sheets;
  private final CellParser parser;
  private final Recalculation recalculation;
  private final Consumer<Cell> unpublished;
  private final List<Sheet> byNumber = new ArrayList<>();

  SheetsLoader(
      Map<String, Sheet> sheets,
      CellParser parser,
      Recalculation recalculation,
      Consumer<Cell> unpublished) {
    this.sheets = sheets;
    this.parser = parser;
    this.recalculation = recalculation;
    this.unpublished = unpublished;
  }

  /**
   * Names a sheet. Sheets have to come in the order of their numbers.
   *
   * @param name as it was first written
   * @param version an edit that changed it
   * @return its number
   */
  public int sheet(String name, EditId version) {
    Sheet sheet = sheets.computeIfAbsent(CellName.key(name), key -> new Sheet(name, sheets.size()));
    if (sheet.number == byNumber.size()) {
      byNumber.add(sheet);
    }
    if (version.isAfter(sheet.version)) {
      sheet.version = version;
    }
    return sheet.number;
  }

  /**
   * A cell as the database has it.
   *
   * @param sheet the number of a sheet that was named before
   * @param name as it was first written
   * @param value what was written; null if the cell was deleted
   * @param fetched what was fetched for the formula, by URL
   */
  public record StoredCell(
      int sheet, int number, String name, String value, Map<String, String> fetched) {}

  /** Sets the contents of cells, in any order, and later ones in place of earlier ones. */
  public void cells(List<StoredCell> stored) {
    // Reading formulas is a third of a start, and needs nothing but their text.
    List<Optional<Cell.Content>> contents = stored.parallelStream().map(this::content).toList();
    for (int index = 0; index < stored.size(); index++) {
      set(stored.get(index), contents.get(index).orElse(null));
    }
  }

  private void set(StoredCell stored, Cell.Content content) {
    Sheet sheet = byNumber.get(stored.sheet());
    Cell cell = sheet.place(CellName.key(stored.name()));
    if (cell.number != stored.number()) {
      sheet.number(cell, stored.number());
    }
    sheet.setContent(cell, content);
  }

  /** What a cell holds by now: of its version only the result has to be known. */
  public CellVersion withContent(int sheetNumber, CellVersion version) {
    Cell cell = byNumber.get(sheetNumber).numbered().get(version.number());
    return new CellVersion(
        version.number(),
        cell.name(),
        cell.content.value(),
        version.result(),
        cell.content.externalsJson(),
        false);
  }

  private Optional<Cell.Content> content(StoredCell stored) {
    if (stored.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(stored.name(), stored.value(), stored.fetched()));
    } catch (ProblemException e) {
      LOG.warn(
          "The formula of cell {} of sheet {} cannot be read any more and counts as text: {}",
          stored.name(),
          byNumber.get(stored.sheet()).name,
          e.getMessage());
      return Optional.of(parser.text(stored.name(), stored.value()));
    }
  }

  /**
   * Computes all cells.
   *
   * @throws IllegalStateException if the cells of a sheet are not numbered one by one
   */
  public void compute() {
    List<Cell> cells = new ArrayList<>();
    for (Sheet sheet : sheets.values()) {
      sheet.requireNumbered();
      cells.addAll(sheet.cells());
      sheet.numbered().forEach(unpublished);
    }
    recalculation.run(cells, cell -> {});
  }
}
