package io.dromedary.health;

import io.dromedary.edit.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;

/**
 * Answers with the state of health checks: 200 if all are up, 503 otherwise. The document is {@code
 * {"status": "UP", "checks": [{"name", "status", "message"?, "data"}]}}.
 *
 * <p>A check says by {@code isLiveness} and {@code isReadiness} of what it decides; one that says
 * neither, as of something that an operator should mend but that keeps no request from being
 * answered, is in {@link #all} alone.
 */
public final class HealthReport {
  private static final String FULL = "full";
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** Runs all checks and leaves the answer in the message. */
  public void all(Exchange exchange) {
    answer(exchange, HealthCheckHelper.invoke(exchange.getContext(), FULL));
  }

  /** Likewise, those that say whether requests should be sent here. */
  public void ready(Exchange exchange) {
    answer(exchange, HealthCheckHelper.invokeReadiness(exchange.getContext(), FULL));
  }

  /** Likewise, those that only a restart can mend. */
  public void live(Exchange exchange) {
    answer(exchange, HealthCheckHelper.invokeLiveness(exchange.getContext(), FULL));
  }

  private static void answer(Exchange exchange, Collection<HealthCheck.Result> results) {
    List<Map<String, Object>> checks = new ArrayList<>();
    boolean up = true;
    for (HealthCheck.Result result : results) {
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
