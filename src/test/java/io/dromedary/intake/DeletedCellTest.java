package io.dromedary.intake;

import static io.dromedary.testing.TestSheet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code DELETE} of cells and sheets. */
@ExtendWith(SharedApplication.class)
class DeletedCellTest {
  private final RunningApplication application;
  private final TestSheet sheet;

  DeletedCellTest(RunningApplication application) {
    this.application = application;
    this.sheet = TestSheet.in(application);
  }

  @Test
  void deletedCellIsGone() {
    sheet.writeAll("a", "1", "B", "2", "c", "3");

    Answer answer = sheet.delete("b");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(sheet.read("B").body()).isEqualTo("{\"error\":\"B: cell not found\"}");
    assertThat(sheet.read().body())
        .isEqualTo("{\"a\":%s,\"c\":%s}".formatted(cell("1", "1"), cell("3", "3")));
  }

  @Test
  void deletedCellMayBeWrittenAgainInAnotherWriting() {
    sheet.writeAll("Cell", "1", "other", "2");
    sheet.delete("cell");

    sheet.set("CELL", "3");

    assertThat(sheet.read().body())
        .isEqualTo("{\"CELL\":%s,\"other\":%s}".formatted(cell("3", "3"), cell("2", "2")));
  }

  @Test
  void cellThatIsNotThereIsNotFound() {
    Answer noSheet = sheet.delete("A");
    sheet.set("b", "1");
    Answer before = sheet.read();

    Answer noCell = sheet.delete("A");

    assertThat(noCell.status()).isEqualTo(404).isEqualTo(noSheet.status());
    assertThat(noCell.body())
        .isEqualTo("{\"error\":\"A: cell not found\"}")
        .isEqualTo(noSheet.body());
    sheet.assertUnchangedSince(before);
  }

  @Test
  void cellThatAnotherNeedsIsNotDeleted() {
    sheet.writeAll("a", "1", "b", "=a", "Total", "=b+1");
    Answer before = sheet.read();

    Answer answer = sheet.delete("a");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"error\":\"cell Total: undefined cell 'b'\"}");
    sheet.assertUnchangedSince(before);
  }

  @Test
  void cellsThatOnlyReferToADeletedOneAreEmpty() {
    sheet.writeAll("a", "1", "b", "=a", "c", "=b", "d", "=IF(1=1,c,0)");

    assertThat(sheet.delete("a").status()).isEqualTo(204);

    assertThat(sheet.read().body())
        .isEqualTo(
            "{\"b\":%s,\"c\":%s,\"d\":%s}"
                .formatted(cell("=a", ""), cell("=b", ""), cell("=IF(1=1,c,0)", "")));
  }

  @Test
  void deletedSheetIsGoneWithAllItsCells() {
    sheet.writeAll("a", "1", "b", "=a+1", "9", "=b");

    assertThat(sheet.delete().status()).isEqualTo(204);

    assertThat(sheet.read().text("error")).endsWith(": sheet not found");
    assertThat(sheet.read("a").status()).isEqualTo(404);
    assertThat(sheet.delete().status()).isEqualTo(404);
    assertThat(sheet.delete().text("error")).endsWith(": sheet not found");
    assertThat(sheet.delete("a").text("error")).isEqualTo("a: cell not found");
  }

  @Test
  void sheetWithoutItsLastCellIsGone() {
    sheet.set("a", "1");

    sheet.delete("a");

    assertThat(sheet.read().status()).isEqualTo(404);
    assertThat(sheet.delete().status()).isEqualTo(404);
  }

  @Test
  void deletedSheetMayBeWrittenAgain() {
    sheet.writeAll("a", "1", "b", "=a");
    String version = sheet.etag();
    sheet.delete();

    sheet.assertTaken("b", "=9+1", "10");

    assertThat(sheet.read().body()).isEqualTo("{\"b\":" + cell("=9+1", "10") + "}");
    assertThat(sheet.etag()).isNotEqualTo(version);
  }

  @Test
  void deletionLeavesOtherSheetsAlone() {
    TestSheet other = TestSheet.in(application);
    other.set("a", "1");
    sheet.set("a", "2");
    Answer before = other.read();

    sheet.delete();

    other.assertUnchangedSince(before);
  }
}
