package io.dromedary.snapshot;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.log.LogFloor;
import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedApplication.class)
class SnapshotApiTest {
  private static final int KEPT = 3;

  private final RunningApplication application;
  private final int product;

  SnapshotApiTest(RunningApplication application) {
    this.application = application;
    this.product = application.anotherProduct();
  }

  private Answer change() {
    return application
        .http()
        .post(
            "/update_cell",
            edit("sales", "quantity", 1, "product_id = " + product, "method", "add_proportional"));
  }

  private Answer take() {
    Answer taken = application.http().post("/admin/snapshot", "");
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    return taken;
  }

  private Answer delete(String name) {
    return application.http().send(application.http().request("/admin/snapshots/" + name).DELETE());
  }

  @Test
  void aSnapshotSaysWhatItHoldsAndIsListedAndDeleted() {
    String edit = change().text("id");

    Answer taken = take();

    assertThat(taken.text("position")).isGreaterThanOrEqualTo(edit);
    assertThat(taken.decimal("bytes").longValue()).isPositive();
    assertThat(taken.decimal("paused_ms")).isLessThanOrEqualTo(taken.decimal("duration_ms"));
    String name = taken.text("name");
    assertThat(taken.header("Location")).isEqualTo("/admin/snapshots/" + name);
    Answer one = application.http().get("/admin/snapshots/" + name);
    assertThat(one.text("position")).isEqualTo(taken.text("position"));
    assertThat(application.http().get("/admin/snapshots").body()).contains(name);
    assertThat(delete(name).status()).isEqualTo(204);
    assertThat(application.http().get("/admin/snapshots").body()).doesNotContain(name);
    assertThat(application.http().get("/admin/snapshots/" + name).status()).isEqualTo(404);
  }

  @Test
  void theListGoesOnBehindItsCursor() {
    change();
    take();
    change();
    take();

    JsonNode first = Json.read(application.http().get("/admin/snapshots?limit=1").body());
    String cursor = first.get("next").textValue();
    JsonNode second =
        Json.read(application.http().get("/admin/snapshots?limit=1&cursor=" + cursor).body());

    assertThat(first.get("data")).hasSize(1);
    assertThat(first.get("data").get(0).get("name").textValue()).isEqualTo(cursor);
    assertThat(second.get("data").get(0).get("name").textValue()).isLessThan(cursor);
  }

  @Test
  void onlyTheLatestAreKept() {
    for (int snapshot = 0; snapshot <= KEPT; snapshot++) {
      take();
    }

    assertThat(Json.read(application.http().get("/admin/snapshots").body()).get("data"))
        .hasSize(KEPT);
  }

  @Test
  void theLogIsKeptForTheOldestSnapshotAndForTheWebhooks() {
    change();
    take();
    JsonNode all = Json.read(application.http().get("/admin/snapshots").body()).get("data");
    EditId oldest = EditId.parse(all.get(all.size() - 1).get("position").textValue());
    Set<LogFloor> floors =
        application.application().camelContext().getRegistry().findByType(LogFloor.class);

    EditId edit = EditId.parse(change().text("id"));

    assertThat(floors).extracting(LogFloor::oldestNeeded).contains(Optional.of(oldest));
    await("the webhooks to have taken the outcome")
        .until(
            () ->
                floors.stream()
                    .map(LogFloor::oldestNeeded)
                    .flatMap(Optional::stream)
                    .anyMatch(needed -> !edit.isAfter(needed)));
    all.forEach(snapshot -> delete(snapshot.get("name").textValue()));
    assertThat(floors).extracting(LogFloor::oldestNeeded).contains(Optional.empty());
  }

  @Test
  void aSecondSnapshotIsRefusedWhileOneIsUnderWayAndEditsGoOn() throws Exception {
    DataSource edits =
        application
            .application()
            .camelContext()
            .getRegistry()
            .lookupByNameAndType("edits", DataSource.class);
    CompletableFuture<Answer> one;
    CompletableFuture<Answer> other;
    try (Connection reader = edits.getConnection();
        Statement statement = reader.createStatement()) {
      // A reader of an older state is in the way of the checkpoint, so the snapshot waits.
      statement.executeQuery("SELECT count(*) FROM sales").next();
      assertThat(change().status()).isEqualTo(200);
      one = application.http().postAsync("/admin/snapshot", "");
      other = application.http().postAsync("/admin/snapshot", "");
      Answer refused = (Answer) CompletableFuture.anyOf(one, other).get(30, TimeUnit.SECONDS);
      assertThat(refused.text("type")).isEqualTo("/problems/snapshot-under-way");
      assertThat(change().status()).isEqualTo(200);
    }

    assertThat(List.of(one.get().status(), other.get().status()))
        .containsExactlyInAnyOrder(201, 409);
  }

  @Test
  void whatIsNotThereOrNotAskedForRightIsRefused() {
    assertThat(delete("none").text("type")).isEqualTo("/problems/unknown-snapshot");
    assertThat(delete("..").status()).isEqualTo(404);
    assertThat(delete("%2E%2E%2Fredis").status()).isEqualTo(404);
    assertThat(application.http().get("/admin/snapshots?limit=0").status()).isEqualTo(400);
    assertThat(application.http().get("/admin/snapshots?cursor=none").status()).isEqualTo(400);
    assertThat(application.http().post("/admin/snapshot?name=mine", "").status()).isEqualTo(400);
    assertThat(application.http().get("/admin/snapshot").status()).isEqualTo(405);
  }
}
