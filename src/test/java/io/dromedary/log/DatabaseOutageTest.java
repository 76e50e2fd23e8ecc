package io.dromedary.log;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;

/** The database takes no edits for a while, and they keep coming. */
class DatabaseOutageTest {
  private static final int EDITS = 40;
  private static final String CONDITION = "product_id = 5";
  private static final String TOTAL = "SELECT sum(quantity) FROM sales WHERE " + CONDITION;

  @Test
  void everyAcceptedEditIsAppliedOnceAndInOrderWhenTheDatabaseTakesEditsAgain() {
    try (RunningApplication application = RunningApplication.start(Optional.empty(), Map.of())) {
      BigDecimal total = application.decimal(TOTAL);

      await("the database to take no edits")
          .until(
              () ->
                  executes(application, "ALTER TABLE dromedary.recorded_edits RENAME TO missing"));
      List<String> locations = new ArrayList<>(send(application));
      await("the health report to tell of the writer").until(() -> tellsOfWriter(application));
      await("the database to take edits again")
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  executes(application, "ALTER TABLE dromedary.missing RENAME TO recorded_edits"));
      locations.addAll(send(application));

      for (String location : locations) {
        total = total.add(BigDecimal.ONE);
        await("the outcome of " + location)
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(10))
            .until(() -> application.http().get(location).text("status").equals("applied"));
        Answer outcome = application.http().get(location);
        assertThat(outcome.decimal("new_total")).as(outcome.body()).isEqualByComparingTo(total);
      }
      assertThat(application.decimal(TOTAL)).isEqualByComparingTo(total);
      await("the health report to be good").until(() -> health(application).status() == 200);
    }
  }

  private static Answer health(RunningApplication application) {
    return application.http().get("/observe/health");
  }

  /** The check of the database may be down before the writer has noted why it stands still. */
  private static boolean tellsOfWriter(RunningApplication application) {
    Answer health = health(application);
    return health.status() == 503
        && health.body().contains("\"name\":\"writer\",\"status\":\"DOWN\"");
  }

  /** Edits without a pause, so that there are always more in the log than are tried. */
  private static List<String> send(RunningApplication application) {
    List<String> locations = new ArrayList<>();
    for (int edit = 0; edit < EDITS; edit++) {
      Answer accepted =
          application
              .http()
              .post(
                  "/update_cell",
                  edit("sales", "quantity", 1, CONDITION, "method", "add_proportional"),
                  "Prefer",
                  "respond-async");
      assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
      locations.add(accepted.header("Location"));
    }
    return locations;
  }

  private static boolean executes(RunningApplication application, String sql) {
    DataSource edits =
        application
            .application()
            .camelContext()
            .getRegistry()
            .lookupByNameAndType("edits", DataSource.class);
    try (Connection reader = edits.getConnection();
        Connection connection = reader.unwrap(DuckDBConnection.class).duplicate();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
