package io.dromedary.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedApplication.class)
class HealthReportTest {
  private final RunningApplication application;

  HealthReportTest(RunningApplication application) {
    this.application = application;
  }

  @Test
  void namesTheDatabaseRedisTheWriterAndTheRoutesThatReadStreams() {
    for (String path : new String[] {"/observe/health", "/observe/health/ready"}) {
      Answer answer = application.http().get(path);

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().get("status").asText()).isEqualTo("UP");
      assertThat(states(answer))
          .containsEntry("duckdb", "UP")
          .containsEntry("writer", "UP")
          .containsEntry("writer-lag", "UP")
          .containsEntry("consumer:writer", "UP")
          .containsEntry("consumer:outcomes", "UP")
          .containsEntry("producer:redis-streams-request_duck", "UP");
    }
  }

  @Test
  void aliveIsWhoeverAnswersWhateverItsStoresDo() {
    Answer answer = application.http().get("/observe/health/live");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(states(answer)).containsOnly(Map.entry("context", "UP"));
  }

  @Test
  void whatDecidesNeitherOfThemIsDownInTheWholeReportAlone() {
    HealthCheckRegistry registry =
        HealthCheckRegistry.get(application.application().camelContext());
    AbstractHealthCheck check = new Broken();
    registry.register(check);
    try {
      Answer whole = application.http().get("/observe/health");

      assertThat(whole.status()).isEqualTo(503);
      assertThat(states(whole)).containsEntry("broken", "DOWN");
      assertThat(whole.body()).contains("\"message\":\"mend it\"");
      for (String part : new String[] {"ready", "live"}) {
        Answer answer = application.http().get("/observe/health/" + part);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(states(answer)).doesNotContainKey("broken");
      }
    } finally {
      registry.unregister(check);
    }
  }

  private static Map<String, String> states(Answer answer) {
    Map<String, String> states = new TreeMap<>();
    for (JsonNode check : answer.json().get("checks")) {
      states.put(check.get("name").asText(), check.get("status").asText());
    }
    return states;
  }

  /** Something that an operator should mend, and that keeps nobody from working. */
  private static final class Broken extends AbstractHealthCheck {
    Broken() {
      super("test", "broken");
    }

    @Override
    public boolean isReadiness() {
      return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
      builder.message("mend it").down();
    }
  }
}
