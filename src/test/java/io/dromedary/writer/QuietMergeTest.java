package io.dromedary.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.testing.SampleWorkbook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietMergeTest {
  @Test
  void partsAreMergedWhenThereWasNoEditForAWhileAndNotBetweenTwo(@TempDir Path folder)
      throws Exception {
    try (SampleWorkbook workbook = SampleWorkbook.open(folder, 1_000)) {
      LogEntry edit =
          new LogEntry(
              new EditId(1, 0),
              """
              {"table":"sales","column":"quantity","value":500,"condition":"product_id = 7"}
              """);
      workbook.apply(List.of(edit));
      assertThat(workbook.database().mergeIsDue()).isTrue();

      workbook.apply(List.of());
      assertThat(workbook.database().mergeIsDue()).isTrue();

      await("the merge")
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                workbook.apply(List.of());
                return !workbook.database().mergeIsDue();
              });
    }
  }
}
