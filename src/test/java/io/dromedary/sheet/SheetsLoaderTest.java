package io.dromedary.sheet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.edit.EditId;
import io.dromedary.sheet.SheetsLoader.StoredCell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SheetsLoaderTest {
  private static final List<StoredCell> CELLS =
      List.of(
          cell(0, "price", "19.90"),
          cell(1, "Sum", "=price*pieces"),
          cell(2, "gone", null),
          cell(3, "pieces", "3"),
          cell(4, "double", "=sum*2+missing"),
          cell(5, "twice", "=price*2"),
          cell(6, "2", "5"));

  private final TestWorkbook workbook = new TestWorkbook();
  private final SheetsLoader loader = workbook.loader();

  private static StoredCell cell(int number, String name, String value) {
    return new StoredCell(0, number, name, value, Map.of());
  }

  @Property(tries = 50)
  void orderInWhichCellsComeMakesNoDifference(@ForAll long seed) {
    List<StoredCell> shuffled = new ArrayList<>(CELLS);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(new SheetsLoaderTest().load(shuffled))
        .isEqualTo(
            "{\"price\":{\"value\":\"19.90\",\"result\":\"19.90\"},"
                + "\"Sum\":{\"value\":\"=price*pieces\",\"result\":\"59.7\"},"
                + "\"pieces\":{\"value\":\"3\",\"result\":\"3\"},"
                + "\"double\":{\"value\":\"=sum*2+missing\",\"result\":\"undefined cell 'missing'\"},"
                + "\"twice\":{\"value\":\"=price*2\",\"result\":\"99.5\"},"
                + "\"2\":{\"value\":\"5\",\"result\":\"5\"}}");
  }

  @Test
  void missingNumberIsSaid() {
    assertThatThrownBy(() -> load(List.of(cell(0, "a", "1"), cell(2, "c", "3"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The database lacks the cell number 1 of the sheet Plan");
  }

  @Test
  void numberOfTwoCellsIsSaid() {
    assertThatThrownBy(() -> load(List.of(cell(0, "a", "1"), cell(0, "b", "2"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two cells with one number");
  }

  @Test
  void cellWithTwoNumbersIsSaid() {
    assertThatThrownBy(() -> load(List.of(cell(0, "a", "1"), cell(1, "A", "2"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a cell with two numbers: a, number 1 of the sheet Plan");
  }

  private String load(List<StoredCell> cells) {
    loader.sheet("Plan", new EditId(1, 0));
    cells.forEach(cell -> loader.cells(List.of(cell)));
    loader.compute();
    workbook.publish();
    return new String(workbook.view("plan").orElseThrow().json(), UTF_8);
  }
}
