package io.dromedary.sheet;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.CellName;
import io.dromedary.edit.EditId;
import io.dromedary.edit.ProblemException;
import io.dromedary.formula.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An edit under way: it changes cells and remembers what they were. */
final class Trial {
  /** The most characters of texts that cells may come to by one edit, which records all of them. */
  private static final int MAX_TEXT = 8 << 20;

  private final EditId id;
  private final Recalculation recalculation;
  private final Consumer<Cell> unpublished;
  private final List<Former> formers = new ArrayList<>();
  private final List<Cell> seeds = new ArrayList<>();

  /** What this edit leaves on the cells that it writes; they outlive it. */
  private final Object mark = new Object();

  private Sheet made;
  private Cell lastComputed;
  private long textLength;

  /**
   * Begins an edit.
   *
   * @param unpublished told of each cell that changes
   */
  Trial(EditId id, Recalculation recalculation, Consumer<Cell> unpublished) {
    this.id = requireNonNull(id, "id is null");
    this.recalculation = requireNonNull(recalculation, "recalculation is null");
    this.unpublished = requireNonNull(unpublished, "unpublished is null");
  }

  /** Notes that the edit has made a sheet. */
  void make(Sheet sheet) {
    made = sheet;
  }

  /** Writes a cell; nothing happens if it holds the same already. */
  void write(Cell cell, Cell.Content content) {
    if (content.isSame(cell.content)) {
      return;
    }
    Cell.Content former = cell.content;
    remember(cell);
    if (cell.number == Cell.NO_NUMBER) {
      cell.sheet.number(cell);
    }
    cell.sheet.setContent(cell, content);
    boolean isPlain = content.formula() == null;
    boolean wasPlain = former != null && former.formula() == null;
    if (!isPlain || !wasPlain || !Value.ofInput(content.value()).equals(cell.result)) {
      seeds.add(cell);
    }
  }

  /** Deletes a cell. */
  void delete(Cell cell) {
    remember(cell);
    cell.sheet.setContent(cell, null);
    seeds.add(cell);
  }

  private void remember(Cell cell) {
    formers.add(Former.of(cell));
    cell.writer = mark;
    unpublished.accept(cell);
  }

  private boolean isWritten(Cell cell) {
    return cell.writer == mark;
  }

  /**
   * Computes what follows.
   *
   * @throws ProblemException CELL_REFUSED
   */
  void compute() {
    Optional<Cell> cycle = recalculation.run(seeds, this::changingWithinLimit);
    if (cycle.isPresent()) {
      throw CellRefusal.of(cycle.get().name(), "circular reference detected");
    }
    countText();
    formers.stream()
        .filter(this::isBroken)
        .min(
            Comparator.comparing((Former former) -> !isWritten(former.cell()))
                .thenComparing(former -> former.cell().number))
        .map(former -> (Value.Failure) former.cell().result)
        .ifPresent(
            failure -> {
              throw CellRefusal.of(failure.cell(), failure.reason());
            });
  }

  /** Whether it is the edit that has made a cell fail. */
  private boolean isBroken(Former former) {
    return former.cell().result instanceof Value.Failure
        && (isWritten(former.cell()) || !(former.result() instanceof Value.Failure));
  }

  /** Computes cells anew, and lets them fail. */
  void recompute(List<Cell> cells) {
    recalculation.run(cells, this::changing);
  }

  private void changingWithinLimit(Cell cell) {
    countText();
    lastComputed = cell;
    changing(cell);
  }

  /** Counts the text that was computed last; how much all come to does not depend on the order. */
  private void countText() {
    if (lastComputed != null && lastComputed.result instanceof Value.Text text) {
      textLength += text.value().length();
      if (textLength > MAX_TEXT) {
        throw CellRefusal.of(
            seeds.get(0).name(),
            "the cells that change with it would come to texts of more than %d characters"
                .formatted(MAX_TEXT));
      }
    }
    lastComputed = null;
  }

  private void changing(Cell cell) {
    if (!isWritten(cell)) {
      formers.add(Former.of(cell));
      unpublished.accept(cell);
    }
  }

  /** What was done so far. */
  AppliedEdit applied() {
    Map<Sheet, List<CellVersion>> changed = new LinkedHashMap<>();
    Sheet sheetAtHand = null;
    List<CellVersion> versionsAtHand = List.of();
    for (Former former : formers) {
      Cell cell = former.cell();
      if (isWritten(cell) || hasChanged(former)) {
        if (cell.sheet != sheetAtHand) {
          sheetAtHand = cell.sheet;
          versionsAtHand = changed.computeIfAbsent(sheetAtHand, sheet -> new ArrayList<>());
        }
        versionsAtHand.add(version(former));
      }
    }
    List<SheetChange> changes = new ArrayList<>();
    Map<Sheet, EditId> versions = new LinkedHashMap<>();
    changed.forEach(
        (sheet, cells) -> {
          cells.sort(Comparator.comparingInt(CellVersion::number));
          changes.add(new SheetChange(sheet.name, sheet.number, cells));
          versions.put(sheet, sheet.version);
          sheet.version = id;
        });
    return new AppliedEdit(changes, List.of(), formers, versions, Optional.ofNullable(made));
  }

  /** Whether clients see another result; a number may be the same and be kept in another form. */
  private static boolean hasChanged(Former former) {
    Value result = former.cell().result;
    return !result.equals(former.result()) && !result.display().equals(former.result().display());
  }

  /** The same, with the cells that the edit names. */
  AppliedEdit applied(Sheet sheet, Collection<String> names) {
    List<CellView> views = new ArrayList<>();
    for (String name : names) {
      views.add(view(sheet.find(CellName.key(name))));
    }
    AppliedEdit applied = applied();
    return new AppliedEdit(
        applied.changes(), views, applied.formers(), applied.versions(), applied.made());
  }

  /** A cell as readers are to see it. */
  static CellView view(Cell cell) {
    return new CellView(cell.name(), cell.content.value(), cell.display());
  }

  private CellVersion version(Former former) {
    Cell cell = former.cell();
    Cell.Content content = cell.content;
    boolean isWritten = isWritten(cell);
    return content == null
        ? new CellVersion(cell.number, former.content().name(), null, null, null, isWritten)
        : new CellVersion(
            cell.number,
            content.name(),
            content.value(),
            cell.display(),
            content.externalsJson(),
            isWritten);
  }
}
