package io.dromedary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.Json;
import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.TestSheet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A chain of 100,000 cells, in a program of its own. */
class LongChainTest {
  private static final int CELLS = 100_000;
  private static final int AT_ONCE = 10_000;

  private static String part(int first) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int number = first; number < first + AT_ONCE; number++) {
      cells.put("c" + number, number == 0 ? "1" : "=c%d+1".formatted(number - 1));
    }
    return Json.write(cells);
  }

  @Test
  void chainFollowsItsFirstCellAndIsNotClosedAndIsThereAfterARestart() {
    try (RunningApplication application = RunningApplication.start()) {
      TestSheet sheet = TestSheet.named(application, "chain");
      for (int first = 0; first < CELLS; first += AT_ONCE) {
        assertThat(application.http().post(sheet.path(), part(first)).status()).isEqualTo(201);
      }
      assertThat(sheet.result("c99999")).isEqualTo("100000");

      Answer change = sheet.set("c0", "1001");

      assertThat(sheet.result("c99999")).isEqualTo("101000");
      JsonNode updates = application.http().get(change.header("Location")).json().path("updates");
      assertThat(updates.get(updates.size() - 1).path("more").asInt())
          .as("cells that the edit has changed but does not list")
          .isEqualTo(CELLS - updates.size() + 1);
      Answer closing = sheet.write("c0", "=c99999");
      assertThat(closing.status()).isEqualTo(422);
      assertThat(closing.text("result")).isEqualTo("cell c0: circular reference detected");
      assertThat(sheet.write("c0", "text").text("result")).startsWith("cell c1: + takes two");
      Answer before = sheet.read();

      application.restart();

      TestSheet again = TestSheet.named(application, "chain");
      again.assertUnchangedSince(before);
      again.set("c0", "0");
      assertThat(again.result("c99999")).isEqualTo("99999");
    }
  }
}
