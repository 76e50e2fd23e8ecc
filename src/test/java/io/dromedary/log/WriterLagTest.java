package io.dromedary.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.start.Application;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.redisson.api.RStream;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;

/** The writer stands still while edits wait, some for a long time. */
class WriterLagTest {
  private static final int EDITS = 45;

  @Test
  void aWriterThatIsBehindIsToldUntilItHasCaughtUp() throws Exception {
    try (RunningApplication application = RunningApplication.start()) {
      RStream<String, String> log =
          application.redis().getStream(Application.REQUESTS, StringCodec.INSTANCE);
      String edit = HttpApi.edit("sales", "quantity", 7, "product_id = 1");
      application.application().camelContext().getRouteController().suspendRoute("writer");

      for (int number = 1; number <= EDITS; number++) {
        log.add(new StreamMessageId(number, 0), StreamAddArgs.entry("data", edit));
      }

      Answer ready = application.http().get("/observe/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      JsonNode check = check(ready);
      assertThat(check.get("status").asText()).isEqualTo("DOWN");
      assertThat(check.at("/data/entries").asInt()).isEqualTo(EDITS);
      assertThat(check.at("/data/seconds").asLong())
          .isGreaterThan(Duration.ofDays(10_000).toSeconds());
      assertThat(check.get("message").asText()).contains(EDITS + " edits that wait");
      assertThat(application.http().get("/observe/health/live").status()).isEqualTo(200);
      assertThat(metric(application, "dromedary_log_lag_entries")).hasValue((double) EDITS);

      application.application().camelContext().getRouteController().resumeRoute("writer");

      await("the writer to catch up")
          .atMost(Duration.ofSeconds(60))
          .until(() -> application.http().get("/observe/health/ready").status() == 200);
      assertThat(check(application.http().get("/observe/health")).at("/data/entries").asInt())
          .isZero();
      assertThat(metric(application, "dromedary_log_lag_entries")).hasValue(0.0);
      assertThat(metric(application, "dromedary_log_lag_seconds")).hasValue(0.0);
    }
  }

  private static JsonNode check(Answer report) {
    return StreamSupport.stream(report.json().get("checks").spliterator(), false)
        .filter(check -> check.get("name").asText().equals("writer-lag"))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Double> metric(RunningApplication application, String name) {
    return application
        .http()
        .get("/observe/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> Double.valueOf(line.substring(name.length() + 1)))
        .findFirst();
  }
}
