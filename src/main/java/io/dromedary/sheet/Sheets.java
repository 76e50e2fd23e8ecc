package io.dromedary.sheet;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.CellName;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SheetEdit.DeleteCell;
import io.dromedary.edit.SheetEdit.DeleteSheet;
import io.dromedary.edit.SheetEdit.RefreshExternals;
import io.dromedary.edit.SheetEdit.SetCells;
import io.dromedary.edit.SheetEdit.Subscribe;
import io.dromedary.formula.CubeReference;
import io.dromedary.formula.FunctionLibrary;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All formula sheets in memory: what decides an edit of them. It holds what the database holds. An
 * edit is applied whole or leaves everything as it was; what was applied can be taken back, the
 * last edit first. Readers see the {@link SheetViews}, which follow when edits are committed. Not
 * thread-safe.
 */
public final class Sheets {
  private final Map<String, Sheet> sheets = new LinkedHashMap<>();
  private final CellParser parser;
  private final Watches watches;
  private final Recalculation recalculation;
  private final Set<Sheet> unpublished = new HashSet<>();
  private final SheetViews views;

  /**
   * Makes a workbook without sheets.
   *
   * @param views what readers see, which this alone changes
   */
  public Sheets(FunctionLibrary functions, CubeTotals totals, SheetViews views) {
    this.parser = new CellParser(functions);
    this.watches = new Watches(totals);
    this.recalculation = new Recalculation(new Evaluation(watches));
    this.views = requireNonNull(views, "views is null");
  }

  /**
   * Writes cells.
   *
   * @throws ProblemException CELL_REFUSED with the members {@code cell} and {@code result} if a
   *     value is no formula, or a cell that is written or that depends on one could not be computed
   *     any more; PRECONDITION_FAILED
   */
  public AppliedEdit apply(SetCells edit, EditId id) {
    requireUnchanged(edit.sheet(), edit.ifMatch());
    Trial trial = trial(id);
    try {
      Sheet sheet = place(edit.sheet(), trial);
      edit.cells()
          .forEach(
              (name, value) -> {
                Cell cell = sheet.find(CellName.key(name));
                Cell.Content content =
                    parser.parse(
                        cell != null && cell.exists() ? cell.name() : name,
                        value,
                        edit.externals().values());
                trial.write(sheet.place(CellName.key(name)), content);
              });
      trial.compute();
      return trial.applied(sheet, edit.cells().keySet());
    } catch (RuntimeException e) {
      undo(trial);
      throw e;
    }
  }

  /**
   * Brings fetched values into a cell that refers to other instances.
   *
   * @throws ProblemException UNKNOWN_CELL, or CELL_REFUSED as for writing it
   */
  public AppliedEdit apply(RefreshExternals edit, EditId id) {
    Cell cell = require(edit.sheet(), edit.cell());
    Trial trial = trial(id);
    try {
      trial.write(cell, parser.refreshed(cell.content, edit.externals().values()));
      trial.compute();
      return trial.applied(cell.sheet, List.of(edit.cell()));
    } catch (RuntimeException e) {
      undo(trial);
      throw e;
    }
  }

  /**
   * Deletes a cell.
   *
   * @throws ProblemException UNKNOWN_CELL; CELL_REFUSED if another cell needs it;
   *     PRECONDITION_FAILED
   */
  public AppliedEdit apply(DeleteCell edit, EditId id) {
    requireUnchanged(edit.sheet(), edit.ifMatch());
    return delete(List.of(require(edit.sheet(), edit.cell())), id);
  }

  /**
   * Deletes a sheet.
   *
   * @throws ProblemException UNKNOWN_SHEET; PRECONDITION_FAILED
   */
  public AppliedEdit apply(DeleteSheet edit, EditId id) {
    requireUnchanged(edit.sheet(), edit.ifMatch());
    return delete(require(edit.sheet()).cells(), id);
  }

  private AppliedEdit delete(List<Cell> cells, EditId id) {
    Trial trial = trial(id);
    try {
      cells.forEach(trial::delete);
      trial.compute();
      return trial.applied(cells.get(0).sheet, List.of());
    } catch (RuntimeException e) {
      undo(trial);
      throw e;
    }
  }

  /**
   * Computes anew what is made of totals that an edit of a cube has changed. A cell that cannot be
   * computed any more holds a failure from then on: the cube does not ask its readers.
   */
  public AppliedEdit totalsChanged(Collection<CubeReference> totals, EditId id) {
    Trial trial = trial(id);
    trial.recompute(watches.cellsOf(totals));
    return trial.applied();
  }

  /** Takes an edit back; edits are taken back in the reverse of their order. */
  public void revert(AppliedEdit edit) {
    List<Former> formers = edit.formers();
    for (int index = formers.size() - 1; index >= 0; index--) {
      formers.get(index).restore(watches);
      markUnpublished(formers.get(index).cell());
    }
    edit.versions().forEach((sheet, version) -> sheet.version = version);
    edit.made()
        .ifPresent(
            sheet -> {
              sheets.remove(sheet.key);
              // Nobody has seen it, and it must not hide another one that is made of its name.
              unpublished.remove(sheet);
            });
  }

  private Trial trial(EditId id) {
    return new Trial(id, recalculation, this::markUnpublished);
  }

  private void undo(Trial trial) {
    revert(trial.applied());
  }

  private void markUnpublished(Cell cell) {
    cell.sheet.markUnpublished(cell);
    unpublished.add(cell.sheet);
  }

  /** Lets readers see everything as it is now: what was applied is committed. */
  public void publish() {
    unpublished.forEach(views::publish);
    unpublished.clear();
  }

  private Sheet place(String name, Trial trial) {
    return sheets.computeIfAbsent(
        CellName.key(name),
        key -> {
          Sheet sheet = new Sheet(name, sheets.size());
          trial.make(sheet);
          return sheet;
        });
  }

  /** Reads cells into a workbook that has none. */
  public SheetsLoader loader() {
    return new SheetsLoader(sheets, parser, recalculation, this::markUnpublished);
  }

  /**
   * Holds what somebody wants to be told of against what there is.
   *
   * @throws ProblemException UNKNOWN_CELL or UNKNOWN_SHEET
   */
  public void require(Subscribe edit) {
    if (edit.cell().isPresent()) {
      require(edit.sheet(), edit.cell().get());
    } else {
      require(edit.sheet());
    }
  }

  /**
   * A sheet that has cells.
   *
   * @throws ProblemException UNKNOWN_SHEET
   */
  private Sheet require(String name) {
    Sheet sheet = sheets.get(CellName.key(name));
    if (sheet == null || sheet.size == 0) {
      throw Problem.of(
              ProblemType.UNKNOWN_SHEET, "There is no sheet '%s'.".formatted(Excerpt.of(name)))
          .with("sheet", Excerpt.of(name))
          .asException();
    }
    return sheet;
  }

  private Cell require(String sheetName, String name) {
    Sheet sheet = sheets.get(CellName.key(sheetName));
    Cell cell = sheet == null ? null : sheet.find(CellName.key(name));
    if (cell == null || !cell.exists()) {
      throw Problem.of(
              ProblemType.UNKNOWN_CELL,
              "There is no cell '%s' in the sheet '%s'."
                  .formatted(Excerpt.of(name), Excerpt.of(sheetName)))
          .with("cell", Excerpt.of(name))
          .asException();
    }
    return cell;
  }

  private void requireUnchanged(String name, EditId seen) {
    Sheet sheet = sheets.get(CellName.key(name));
    if (seen != null && sheet != null && sheet.version.isAfter(seen)) {
      throw Problem.of(
              ProblemType.PRECONDITION_FAILED,
              "The sheet '%s' has changed since the version %s; its version is now %s."
                  .formatted(Excerpt.of(name), seen, sheet.version))
          .with("current", sheet.version.toString())
          .asException();
    }
  }
}
