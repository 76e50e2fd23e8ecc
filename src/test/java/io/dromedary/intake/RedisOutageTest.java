package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.redis.streams.RedisProcess;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The program while its Redis is away, and afterwards. */
class RedisOutageTest {
  private static final String TOTAL = "SELECT sum(quantity) FROM sales WHERE product_id = 5";

  private static String plusOne(String key) {
    return edit("sales", "quantity", 1, "product_id = 5", "method", "add_proportional", "key", key);
  }

  @Test
  void editsAreRefusedWhileRedisIsAwayAndAppliedOnceAfterwards() throws Exception {
    try (RedisProcess redis = new RedisProcess(Files.createTempDirectory("redis"));
        RunningApplication application =
            RunningApplication.start(Optional.of(redis.url()), Map.of())) {
      HttpApi http = application.http();
      BigDecimal before = application.decimal(TOTAL);
      Answer applied = http.post("/update_cell", plusOne("before"));
      assertThat(applied.status()).as(applied.body()).isEqualTo(200);
      List<CompletableFuture<Answer>> during = new ArrayList<>();
      for (int edit = 0; edit < 50; edit++) {
        during.add(http.postAsync("/update_cell", plusOne("during " + edit)));
      }

      redis.kill();

      Answer refused = http.post("/update_cell", plusOne("away"));
      assertUnavailable(refused);
      assertUnavailable(http.post("/edits", "[" + plusOne("away 2") + "]"));
      assertUnavailable(http.get("/edits/1-1"));
      assertThat(http.get("/observe/health").status()).isEqualTo(503);
      assertThat(http.get("/observe/health/ready").status()).isEqualTo(503);
      assertThat(http.get("/observe/health/live").status()).isEqualTo(200);
      assertThat(http.get("/observe/metrics").body()).contains("dromedary_log_lag_seconds NaN");
      assertThat(http.get(applied.header("Location")).text("status")).isEqualTo("applied");
      assertThat(http.get("/get_updates?limit=1").status()).isEqualTo(200);

      redis.start();

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> http.post("/update_cell", plusOne("away")).status() == 200);
      during.forEach(answer -> assertThat(answer.join().status()).isIn(200, 202, 503));
      for (int edit = 0; edit < 50; edit++) {
        Answer repeated = http.post("/update_cell", plusOne("during " + edit));
        assertThat(repeated.status()).as(repeated.body()).isEqualTo(200);
      }
      http.post("/update_cell", plusOne("before"));
      http.post("/edits", "[" + plusOne("away 2") + "]");
      assertThat(application.decimal(TOTAL).subtract(before)).isEqualByComparingTo("53");
      ViewConsistency.check(application);
    }
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("/problems/log-unavailable");
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }
}
