package io.dromedary.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedApplication.class)
class HealthReportTest {
  @Test
  void namesTheDatabaseRedisAndTheRoutesThatReadStreams(RunningApplication application) {
    Answer answer = application.http().get("/observe/health");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("status").asText()).isEqualTo("UP");
    Map<String, String> states = new TreeMap<>();
    for (JsonNode check : answer.json().get("checks")) {
      states.put(check.get("name").asText(), check.get("status").asText());
    }
    assertThat(states)
        .containsEntry("duckdb", "UP")
        .containsEntry("writer", "UP")
        .containsEntry("consumer:writer", "UP")
        .containsEntry("consumer:outcomes", "UP")
        .containsEntry("producer:redis-streams-request_duck", "UP");
  }
}
