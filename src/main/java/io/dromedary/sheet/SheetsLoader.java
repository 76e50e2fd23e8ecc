package io.dromedary.sheet;

import io.dromedary.edit.CellName;
import io.dromedary.edit.EditId;
import io.dromedary.edit.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
   * Sets the content of a cell.
   *
   * @param sheetName as it was first written
   * @param version of which only {@code number}, {@code name}, {@code value} are needed
   * @param fetched what was fetched for the formula, by URL
   * @param id the edit that made this version
   */
  public void set(String sheetName, CellVersion version, Map<String, String> fetched, EditId id) {
    Sheet sheet =
        sheets.computeIfAbsent(CellName.key(sheetName), key -> new Sheet(sheetName, sheets.size()));
    Cell cell = sheet.place(CellName.key(version.name()));
    if (cell.number == Cell.NO_NUMBER) {
      sheet.number(cell, version.number());
    }
    if (id.isAfter(sheet.version)) {
      sheet.version = id;
    }
    Cell.Content content = version.value() == null ? null : content(sheet, version, fetched);
    sheet.setContent(cell, content);
    cell.setPrecedents(Trial.precedents(sheet, content));
  }

  private Cell.Content content(Sheet sheet, CellVersion version, Map<String, String> fetched) {
    try {
      return parser.parse(version.name(), version.value(), fetched);
    } catch (ProblemException e) {
      LOG.warn(
          "The formula of cell {} of sheet {} cannot be read any more and counts as text: {}",
          version.name(),
          sheet.name,
          e.getMessage());
      return parser.text(version.name(), version.value());
    }
  }

  /** Computes all cells. */
  public void compute() {
    List<Cell> cells = new ArrayList<>();
    for (Sheet sheet : sheets.values()) {
      cells.addAll(sheet.cells());
      sheet.numbered().forEach(unpublished);
    }
    recalculation.run(cells, cell -> {});
  }
}
