package io.dromedary.sheet;

import io.dromedary.edit.EditId;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.SheetEdit.DeleteCell;
import io.dromedary.edit.SheetEdit.DeleteSheet;
import io.dromedary.edit.SheetEdit.Externals;
import io.dromedary.edit.SheetEdit.SetCells;
import io.dromedary.edit.SheetEdit.Terms;
import io.dromedary.formula.CubeReference;
import io.dromedary.formula.Value;
import io.dromedary.formula.function.Functions;
import io.dromedary.sheet.SheetsLoader.StoredCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workbook without cubes and without a database, that counts its edits. */
final class TestWorkbook {
  static final String SHEET = "Sheet";

  private static final int MOST_CELLS = 10_000;

  private final SheetViews views = new SheetViews();
  private final Sheets sheets = new Sheets(Functions.standard(), new NoCubes(), views);
  private long edits;

  /** There are no cubes. */
  private static final class NoCubes implements CubeTotals {
    @Override
    public Value total(CubeReference reference) {
      return Value.Failure.because("no cube");
    }

    @Override
    public void watch(CubeReference reference) {
      // nothing ever changes
    }

    @Override
    public void unwatch(CubeReference reference) {
      // likewise
    }
  }

  private EditId next() {
    return new EditId(++edits, 0);
  }

  /**
   * Writes cells of a sheet.
   *
   * @throws ProblemException if they are refused
   */
  AppliedEdit write(String sheet, Map<String, String> cells) {
    return sheets.apply(new SetCells(sheet, cells, Externals.NONE, Terms.NONE), next());
  }

  AppliedEdit write(Map<String, String> cells) {
    return write(SHEET, cells);
  }

  /** Writes any number of cells in as many edits as that takes. */
  void writeMany(Map<String, String> cells) {
    Map<String, String> part = new LinkedHashMap<>();
    cells.forEach(
        (name, value) -> {
          part.put(name, value);
          if (part.size() == MOST_CELLS) {
            write(part);
            part.clear();
          }
        });
    if (!part.isEmpty()) {
      write(part);
    }
  }

  AppliedEdit delete(String cell) {
    return sheets.apply(new DeleteCell(SHEET, cell, Terms.NONE), next());
  }

  AppliedEdit deleteSheet() {
    return sheets.apply(new DeleteSheet(SHEET, Terms.NONE), next());
  }

  void revert(AppliedEdit edit) {
    sheets.revert(edit);
  }

  void publish() {
    sheets.publish();
  }

  Optional<SheetView> view(String sheet) {
    return views.find(sheet);
  }

  /** What readers see of the sheet as it is published. */
  List<CellView> published() {
    return views.find(SHEET).map(TestWorkbook::cells).orElse(List.of());
  }

  /** The published results by the keys of cells. */
  Map<String, String> results() {
    Map<String, String> results = new LinkedHashMap<>();
    published().forEach(cell -> results.put(cell.name(), cell.result()));
    return results;
  }

  String result(String cell) {
    return views.find(SHEET).flatMap(sheet -> sheet.cell(cell)).orElseThrow().result();
  }

  private static List<CellView> cells(SheetView sheet) {
    List<CellView> cells = new ArrayList<>();
    for (int number = 0; number < sheet.numbers(); number++) {
      if (sheet.cell(number) != null) {
        cells.add(sheet.cell(number));
      }
    }
    return cells;
  }

  /** Fills the workbook, which must have no sheets, as from a database. */
  SheetsLoader loader() {
    return sheets.loader();
  }

  /** Another workbook that is given what a database would have kept of the edits. */
  static TestWorkbook loaded(List<AppliedEdit> kept) {
    TestWorkbook workbook = new TestWorkbook();
    SheetsLoader loader = workbook.loader();
    long id = 0;
    for (AppliedEdit edit : kept) {
      id++;
      for (SheetChange change : edit.changes()) {
        int sheet = loader.sheet(change.sheet(), new EditId(id, 0));
        for (CellVersion cell : change.cells()) {
          loader.cells(
              List.of(new StoredCell(sheet, cell.number(), cell.name(), cell.value(), Map.of())));
        }
      }
    }
    loader.compute();
    workbook.edits = id;
    workbook.publish();
    return workbook;
  }
}
