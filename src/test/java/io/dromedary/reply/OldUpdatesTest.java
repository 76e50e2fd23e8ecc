package io.dromedary.reply;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The feed for cursors that lie before the outcomes in memory: after a new start there are none.
 */
class OldUpdatesTest {
  private static RunningApplication application;
  private static List<JsonNode> seenBefore;
  private static Answer repeated;

  @BeforeAll
  static void editAndStartAnew() {
    application = RunningApplication.start();
    String brand =
        edit("sales", "quantity", 500, "brand = 'Brand B'", "method", "add_proportional");
    String leaf = edit("sales", "quantity", 7, "product_id = 3");
    String refused = edit("sales", "quantity", 7, "product_id = -3");
    application
        .http()
        .post("/edits", Collections.nCopies(20, brand + "," + refused + "," + leaf).toString());
    repeated = application.http().post("/update_cell", leaf, "Idempotency-Key", "first");
    seenBefore = readAll(10_000);
    application.restart();
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  private static List<JsonNode> readAll(int limit) {
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "0";
    while (true) {
      Answer page =
          application.http().get("/get_updates?since=%s&limit=%d".formatted(cursor, limit));
      assertThat(page.status()).as(page.body()).isEqualTo(200);
      String next = page.json().at("/data/cursor").asText();
      assertThat(page.json().at("/data/updates").size()).isLessThanOrEqualTo(limit);
      page.json().at("/data/updates").forEach(rows::add);
      if (next.equals(cursor)) {
        return rows;
      }
      cursor = next;
    }
  }

  @Test
  void rowsComeFromTheDatabaseAsTheyCameFromTheMemory() {
    assertThat(seenBefore).hasSizeGreaterThan(20 * 20);
    assertThat(readAll(10_000)).isEqualTo(seenBefore);
    assertThat(readAll(97)).isEqualTo(seenBefore);
  }

  @Test
  void longPollWithAnOldCursorDoesNotWait() {
    long start = System.nanoTime();

    Answer page = application.http().get("/get_updates?since=0&limit=5&wait=60");

    assertThat(page.json().at("/data/updates")).hasSize(5);
    assertThat((System.nanoTime() - start) / 1_000_000_000L).isLessThan(30);
  }

  @Test
  void editsAndTheirKeysOutliveTheProgram() {
    Answer edit = application.http().get("/edits/" + repeated.text("id"));
    Answer again =
        application
            .http()
            .post(
                "/update_cell",
                edit("sales", "quantity", 7, "product_id = 3"),
                "Idempotency-Key",
                "first");

    assertThat(edit.text("status")).isEqualTo("applied");
    assertThat(again.json()).isEqualTo(repeated.json());
  }
}
