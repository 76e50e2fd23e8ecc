package io.dromedary.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Random edits of a small sheet, held against a sheet that computes everything anew each time. */
class SheetsPropertiesTest {
  private static final String[] NAMES = {"a", "b", "c", "d", "e", "1", "2", "3", "4.5"};

  /** A change of some cells: a value for each, or null to delete the only one. */
  record Step(Map<String, String> cells) {
    boolean isDeletion() {
      return cells.containsValue(null);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return step().list().ofMinSize(1).ofMaxSize(40);
  }

  private static Arbitrary<Step> step() {
    Arbitrary<String> names = Arbitraries.of(NAMES);
    Arbitrary<Step> writes = Combinators.combine(names, value()).as((n, v) -> step(n, v));
    Arbitrary<Step> batches =
        Arbitraries.maps(names, value()).ofMinSize(2).ofMaxSize(5).map(Step::new);
    Arbitrary<Step> deletions = names.map(name -> step(name, null));
    return Arbitraries.frequencyOf(
        Tuple.of(6, writes), Tuple.of(3, batches), Tuple.of(2, deletions));
  }

  private static Step step(String name, String value) {
    Map<String, String> cells = new HashMap<>();
    cells.put(name, value);
    return new Step(cells);
  }

  private static Arbitrary<String> value() {
    Arbitrary<String> plain = Arbitraries.of("0", "1", "2", "-3", "007", "4.5", "x", "yz", " 1");
    return Arbitraries.frequencyOf(
        Tuple.of(2, plain), Tuple.of(5, expression(2).map(text -> "=" + text)));
  }

  private static Arbitrary<String> expression(int depth) {
    Arbitrary<String> operand = Arbitraries.of(NAMES).edgeCases(config -> config.none());
    if (depth == 0) {
      return Arbitraries.oneOf(operand, Arbitraries.of("5", "\"t\"", "nobody"));
    }
    Arbitrary<String> part = expression(depth - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(4, operand),
        Tuple.of(
            4,
            Combinators.combine(part, Arbitraries.of("+", "-", "*", "/"), part)
                .as((left, operator, right) -> "(" + left + operator + right + ")")),
        Tuple.of(1, Combinators.combine(part, part).as((x, y) -> "SUM(" + x + "," + y + ",1)")),
        Tuple.of(
            1,
            Combinators.combine(part, part, part)
                .as((x, y, z) -> "IF(" + x + ">1," + y + "," + z + ")")));
  }

  /** Makes a step if the sheet takes it. */
  private static Optional<AppliedEdit> tried(TestWorkbook workbook, Step step) {
    try {
      return Optional.of(
          step.isDeletion()
              ? workbook.delete(step.cells().keySet().iterator().next())
              : workbook.write(step.cells()));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static boolean isTaken(SheetModel model, Step step) {
    return model.with(step.cells()).results().isPresent()
        && (!step.isDeletion() || model.values().keySet().containsAll(step.cells().keySet()));
  }

  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void everyStepIsTakenOrRefusedAndComputedAsByTheBook(@ForAll("steps") List<Step> steps) {
    TestWorkbook workbook = new TestWorkbook();
    SheetModel model = new SheetModel(Map.of());
    for (Step step : steps) {
      List<CellView> before = workbook.published();
      boolean isTaken = isTaken(model, step);

      Optional<AppliedEdit> edit = tried(workbook, step);
      workbook.publish();

      assertThat(edit.isPresent()).as("%s on %s", step, model.values()).isEqualTo(isTaken);
      if (isTaken) {
        model = model.with(step.cells());
      } else {
        assertThat(workbook.published()).isEqualTo(before);
      }
      assertThat(workbook.results()).isEqualTo(model.results().orElseThrow());
      assertListed(edit, before, workbook.published());
    }
  }

  /** An edit lists the cells that it has written or changed, and only these. */
  private static void assertListed(
      Optional<AppliedEdit> edit, List<CellView> before, List<CellView> after) {
    Map<String, CellView> changed = new LinkedHashMap<>();
    after.stream()
        .filter(cell -> !before.contains(cell))
        .forEach(cell -> changed.put(cell.name(), cell));
    List<CellVersion> listed =
        edit.stream()
            .flatMap(one -> one.changes().stream())
            .flatMap(change -> change.cells().stream())
            .toList();
    assertThat(listed)
        .filteredOn(cell -> cell.value() != null)
        .extracting(cell -> new CellView(cell.name(), cell.value(), cell.result()))
        .containsExactlyInAnyOrderElementsOf(changed.values());
    assertThat(listed).extracting(CellVersion::number).isSorted().doesNotHaveDuplicates();
  }

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void workbookThatWasLoadedIsTheSameAndGoesOnAlike(@ForAll("steps") List<Step> steps) {
    TestWorkbook kept = new TestWorkbook();
    List<AppliedEdit> edits = new ArrayList<>();
    TestWorkbook reloaded = kept;
    for (Step step : steps) {
      Optional<AppliedEdit> edit = tried(kept, step);
      if (reloaded != kept) {
        Optional<AppliedEdit> again = tried(reloaded, step);
        assertThat(again.map(AppliedEdit::changes)).isEqualTo(edit.map(AppliedEdit::changes));
        assertThat(again.map(AppliedEdit::written)).isEqualTo(edit.map(AppliedEdit::written));
      }
      edit.ifPresent(edits::add);
      kept.publish();

      reloaded = TestWorkbook.loaded(edits);

      assertThat(reloaded.published()).isEqualTo(kept.published());
    }
  }

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void editsThatAreTakenBackLeaveNothing(
      @ForAll("steps") List<Step> first, @ForAll("steps") List<Step> then) {
    TestWorkbook workbook = new TestWorkbook();
    TestWorkbook twin = new TestWorkbook();
    for (Step step : first) {
      tried(workbook, step);
      tried(twin, step);
    }
    workbook.publish();
    List<CellView> before = workbook.published();
    Optional<SheetView> view = workbook.view(TestWorkbook.SHEET);

    List<AppliedEdit> edits = new ArrayList<>();
    then.forEach(step -> tried(workbook, step).ifPresent(edits::add));
    for (int index = edits.size() - 1; index >= 0; index--) {
      workbook.revert(edits.get(index));
    }
    workbook.publish();

    assertThat(workbook.published()).isEqualTo(before);
    assertThat(workbook.view(TestWorkbook.SHEET).map(SheetView::version))
        .isEqualTo(view.map(SheetView::version));
    for (Step step : then) {
      assertThat(tried(workbook, step).map(AppliedEdit::changes))
          .isEqualTo(tried(twin, step).map(AppliedEdit::changes));
    }
    workbook.publish();
    twin.publish();
    assertThat(workbook.published()).isEqualTo(twin.published());
  }

  @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
  void sheetThatIsDeletedIsEmptyAndComesBackWhenThatIsTakenBack(@ForAll("steps") List<Step> steps) {
    TestWorkbook workbook = new TestWorkbook();
    steps.forEach(step -> tried(workbook, step));
    workbook.publish();
    List<CellView> before = workbook.published();
    if (before.isEmpty()) {
      return;
    }

    AppliedEdit deletion = workbook.deleteSheet();
    workbook.publish();

    assertThat(workbook.view(TestWorkbook.SHEET)).isEmpty();
    assertThat(deletion.changes().get(0).cells())
        .allMatch(cell -> cell.value() == null)
        .extracting(CellVersion::name)
        .containsExactlyElementsOf(before.stream().map(CellView::name).toList());
    workbook.revert(deletion);
    workbook.publish();
    assertThat(workbook.published()).isEqualTo(before);
  }
}
