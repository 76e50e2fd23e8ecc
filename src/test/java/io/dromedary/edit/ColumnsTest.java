package io.dromedary.edit;

import static io.dromedary.edit.SampleConditions.BRAND;
import static io.dromedary.edit.SampleConditions.COLUMNS;
import static io.dromedary.edit.SampleConditions.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void aColumnIsFoundInAnyCase() {
    assertThat(COLUMNS.find("BRAND")).contains(BRAND);
    assertThat(COLUMNS.require("brand")).isEqualTo(BRAND);
    assertThat(COLUMNS.find("brands")).isEmpty();
  }

  @Test
  void aNameLikeNoOtherIsAnsweredWithAllNames() {
    Problem problem = problemOf(() -> COLUMNS.require("supplier"));

    assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_COLUMN);
    assertThat(problem.detail())
        .isEqualTo(
            "There is no column 'supplier'; the columns are brand, quantity, net_price,"
                + " invoice_date, Is \"active\", between.");
    assertThat(problem.extensions()).doesNotContainKey("suggestion");
  }

  @Test
  void manyNamesAreNotListed() {
    List<Column> many =
        IntStream.range(0, 21).mapToObj(i -> new Column("month_" + i, ColumnType.TEXT)).toList();

    Problem problem = problemOf(() -> Columns.of(many).require("supplier"));

    assertThat(problem.detail()).isEqualTo("There is no column 'supplier'.");
    assertThat(problem.extensions()).containsOnlyKeys("column");
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Columns.of(List.of(BRAND, new Column("Brand", ColumnType.TEXT))))
        .withMessageContaining("Brand");
  }
}
