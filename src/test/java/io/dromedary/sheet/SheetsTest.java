package io.dromedary.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.edit.EditId;
import io.dromedary.edit.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What edits leave in a workbook besides results, and workbooks of many cells. */
class SheetsTest {
  private static final int MANY = 100_000;

  private final TestWorkbook workbook = new TestWorkbook();

  @Test
  void sheetIsSeenAfterAnAttemptToMakeItHasFailed() {
    // Each of them tells a different order of what is to be published.
    for (int number = 0; number < 64; number++) {
      String name = "Sheet " + number;
      assertThatThrownBy(() -> workbook.write(name, Map.of("x", "1", "y", "=y")))
          .isInstanceOf(ProblemException.class);
      workbook.write(name, Map.of("a", "1"));
    }

    workbook.publish();

    for (int number = 0; number < 64; number++) {
      String name = "Sheet " + number;
      assertThat(workbook.view(name).flatMap(sheet -> sheet.cell("a")))
          .as(name)
          .contains(new CellView("a", "1", "1"));
    }
  }

  @Test
  void sheetWhoseFirstEditIsTakenBackIsMadeAnew() {
    workbook.revert(workbook.write("ONE", Map.of("A", "1")));
    AppliedEdit other = workbook.write("Other", Map.of("a", "1"));
    AppliedEdit again = workbook.write("One", Map.of("a", "2"));
    workbook.publish();

    assertThat(other.changes().get(0).number()).isZero();
    assertThat(again.changes().get(0).number()).isOne();
    assertThat(workbook.view("one").map(SheetView::name)).contains("One");
    assertThat(workbook.view("one").flatMap(sheet -> sheet.cell("A")))
        .contains(new CellView("a", "2", "2"));
  }

  @Test
  void versionIsThatOfTheLastEditThatChangedTheSheet() {
    workbook.write(Map.of("a", "1"));
    workbook.write("Other", Map.of("a", "1"));
    workbook.write(Map.of("a", "1"));
    workbook.publish();
    assertThat(workbook.view(TestWorkbook.SHEET).map(SheetView::version))
        .contains(new EditId(1, 0));

    workbook.revert(workbook.write(Map.of("a", "2")));
    workbook.publish();
    assertThat(workbook.view(TestWorkbook.SHEET).map(SheetView::version))
        .contains(new EditId(1, 0));
  }

  @Test
  void cellNamedAsANumberIsReadByFormulasThatWereThereBefore() {
    workbook.write(Map.of("x", "1", "sum", "=x+2", "other", "=2*x"));
    workbook.write(Map.of("other", "=3*x"));

    workbook.revert(workbook.write(Map.of("2", "100")));
    workbook.publish();
    assertThat(workbook.results()).isEqualTo(Map.of("x", "1", "sum", "3", "other", "3"));

    workbook.write(Map.of("2", "=x+10"));
    workbook.publish();
    assertThat(workbook.results())
        .isEqualTo(Map.of("x", "1", "2", "11", "sum", "12", "other", "3"));
    assertThatThrownBy(() -> workbook.write(Map.of("x", "=2")))
        .hasMessageContaining("circular reference");

    workbook.revert(workbook.write(Map.of("2", "=sheet", "sheet", "4", "other", "=2")));
    workbook.write(Map.of("x", "5"));
    workbook.publish();
    assertThat(workbook.results())
        .isEqualTo(Map.of("x", "5", "2", "15", "sum", "20", "other", "15"));
  }

  @Test
  void numberThatIsOnlyKeptInAnotherFormHasNotChanged() {
    workbook.write(Map.of("parts", "1", "none", "=0*(1/parts)"));

    AppliedEdit edit = workbook.write(Map.of("parts", "3"));

    assertThat(edit.changes().get(0).cells())
        .extracting(CellVersion::name)
        .containsExactly("parts");
  }

  private static Map<String, String> chain() {
    Map<String, String> chain = new LinkedHashMap<>();
    chain.put("c0", "1");
    for (int number = 1; number < MANY; number++) {
      chain.put("c" + number, "=c%d+1".formatted(number - 1));
    }
    return chain;
  }

  @Test
  void chainOfAnyLengthFollowsItsFirstCell() {
    workbook.writeMany(chain());

    AppliedEdit edit = workbook.write(Map.of("c0", "1001"));
    workbook.publish();

    assertThat(edit.cells()).isEqualTo(MANY);
    assertThat(workbook.result("c" + (MANY - 1))).isEqualTo("101000");
  }

  @Test
  void chainOfAnyLengthIsNotClosedIntoACycle() {
    workbook.writeMany(chain());
    workbook.publish();

    assertThatThrownBy(() -> workbook.write(Map.of("c0", "=c99999")))
        .hasMessageContaining("cell c0: circular reference detected");
    assertThatThrownBy(() -> workbook.write(Map.of("c50000", "=c99998+c0")))
        .hasMessageContaining("cell c50000: circular reference detected");

    workbook.publish();
    assertThat(workbook.result("c99999")).isEqualTo("100000");
    workbook.write(Map.of("c0", "0"));
    workbook.publish();
    assertThat(workbook.result("c99999")).isEqualTo("99999");
  }

  @Test
  void chainOfAnyLengthIsNotBrokenAtItsFirstCell() {
    workbook.writeMany(chain());

    assertThatThrownBy(() -> workbook.write(Map.of("c0", "text")))
        .hasMessageContaining("cell c1: + takes two numbers or two texts");
    assertThatThrownBy(() -> workbook.delete("c0"))
        .hasMessageContaining("cell c1: undefined cell 'c0'");

    workbook.publish();
    assertThat(workbook.result("c99999")).isEqualTo("100000");
  }

  @Test
  void cellHasAnyNumberOfDependents() {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("total", "1");
    for (int number = 0; number < MANY; number++) {
      cells.put("c" + number, "=total*2+" + number);
    }
    workbook.writeMany(cells);

    AppliedEdit edit = workbook.write(Map.of("total", "10"));
    workbook.publish();

    assertThat(edit.cells()).isEqualTo(MANY + 1);
    assertThat(workbook.result("c0")).isEqualTo("20");
    assertThat(workbook.result("c99999")).isEqualTo("100019");
    assertThatThrownBy(() -> workbook.write(Map.of("total", "=c77777")))
        .hasMessageContaining("cell total: circular reference detected");
    assertThat(workbook.deleteSheet().cells()).isEqualTo(MANY + 1);
    workbook.publish();
    assertThat(workbook.view(TestWorkbook.SHEET)).isEmpty();
  }

  @Test
  void latticeWithMoreWaysThanAnybodyCouldWalkIsComputed() {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("c0", "1");
    for (int number = 1; number <= 100; number++) {
      cells.put("c" + number, "=c%1$d-c%1$d+c%1$d+c%1$d-c%1$d".formatted(number - 1));
      cells.put("d" + number, "=c%1$d+0*c%1$d+0*SUM(c%2$d,c%1$d)".formatted(number - 1, number));
    }
    workbook.write(cells);

    workbook.write(Map.of("c0", "7"));
    workbook.publish();

    assertThat(workbook.result("c100")).isEqualTo("7");
    assertThat(workbook.result("d100")).isEqualTo("7");
  }

  @Test
  void textThatManyCellsWouldRepeatIsRefusedBeforeItTakesTheMemory() {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("text", "short");
    for (int number = 0; number < 10_000; number++) {
      cells.put("c" + number, "=text+\"" + number + "\"");
    }
    workbook.writeMany(cells);
    workbook.publish();
    List<CellView> before = workbook.published();

    assertThatThrownBy(() -> workbook.write(Map.of("text", "x".repeat(30_000))))
        .hasMessageContaining(
            "cell text: the cells that change with it would come to texts of more than 8388608");

    workbook.publish();
    assertThat(workbook.published()).isEqualTo(before);
    AppliedEdit edit = workbook.write(Map.of("text", "x".repeat(800)));
    workbook.publish();
    assertThat(edit.cells()).isEqualTo(10_001);
    assertThat(workbook.result("c9999")).isEqualTo("x".repeat(800) + "9999");
  }

  @Test
  void batchThatComesToTooMuchTextIsRefused() {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("text", "x".repeat(100_000));
    for (int number = 0; number < 100; number++) {
      cells.put("c" + number, "=text");
    }

    assertThatThrownBy(() -> workbook.write(cells)).hasMessageContaining("cell text: ");

    workbook.publish();
    assertThat(workbook.view(TestWorkbook.SHEET)).isEmpty();
    cells.keySet().removeIf(name -> name.length() == 3);
    assertThat(workbook.write(cells).cells()).isEqualTo(11);
  }
}
