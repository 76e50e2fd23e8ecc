package io.dromedary.health;

import io.dromedary.edit.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;

/**
 * Answers with the state of all health checks: 200 if all are up, 503 otherwise. The document is
 * {@code {"status": "UP", "checks": [{"name", "status", "message"?, "data"}]}}.
 */
public final class HealthReport {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** Runs the readiness checks and leaves the answer in the message. */
  public void answer(Exchange exchange) {
    List<Map<String, Object>> checks = new ArrayList<>();
    boolean up = true;
    for (HealthCheck.Result result : HealthCheckHelper.invokeReadiness(exchange.getContext())) {
      up &= result.getState() == State.UP;
      checks.add(check(result));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", up ? State.UP : State.DOWN);
    document.put("checks", checks);
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, up ? OK : UNAVAILABLE);
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    exchange.getMessage().setBody(Json.write(document));
  }

  private static Map<String, Object> check(HealthCheck.Result result) {
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("name", result.getCheck().getId());
    check.put("status", result.getState());
    result.getMessage().ifPresent(message -> check.put("message", message));
    Map<String, String> data = new LinkedHashMap<>();
    result.getDetails().forEach((name, value) -> data.put(name, String.valueOf(value)));
    check.put("data", data);
    return check;
  }
}
