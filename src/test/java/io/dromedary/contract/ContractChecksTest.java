package io.dromedary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers that are not as the contract says are found. */
class ContractChecksTest {
  private static final String OUTCOME =
      "{\"id\":\"1-0\",\"status\":\"applied\",\"rows\":1,\"version\":\"1-0\"}";
  private static final String EDIT =
      "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":1,\"condition\":\"\"}";

  private final ContractChecks checks = new ContractChecks();

  private List<String> violations(
      String request, String requestBody, int status, String body, String... headers) {
    Map<String, List<String>> all =
        new HashMap<>(
            Map.of(
                "X-Request-Id",
                List.of("x"),
                "Content-Type",
                List.of(status < 400 ? "application/json" : "application/problem+json")));
    for (int index = 0; index < headers.length; index += 2) {
      all.put(headers[index], List.of(headers[index + 1]));
    }
    String[] line = request.split(" ", 2);
    return checks.violations(
        new Conversation(line[0], line[1], Map.of(), requestBody, status, all, body));
  }

  @Test
  void whatTheContractSaysIsRight() {
    assertThat(violations("POST /update_cell", EDIT, 200, OUTCOME, "Location", "/edits/1-0"))
        .isEmpty();
    assertThat(violations("GET /tables/", "", 500, problem("internal-error", 500))).isEmpty();
    assertThat(violations("GET /nothing", "", 404, problem("not-found", 404))).isEmpty();
    assertThat(
            violations(
                "PUT /tables", "", 405, problem("method-not-allowed", 405), "Allow", "GET, HEAD"))
        .isEmpty();
  }

  @Test
  void anotherStatusIsFound() {
    assertThat(violations("POST /update_cell", EDIT, 201, OUTCOME))
        .singleElement()
        .asString()
        .contains("not with 201");
    assertThat(violations("GET /nothing", "", 200, OUTCOME)).isNotEmpty();
    assertThat(violations("PUT /tables", "", 404, problem("not-found", 404))).isNotEmpty();
  }

  @Test
  void anotherBodyIsFound() {
    assertThat(violations("POST /update_cell", EDIT, 200, OUTCOME.replace("rows", "lines")))
        .isNotEmpty();
    assertThat(violations("POST /update_cell", EDIT, 200, OUTCOME, "Content-Type", "text/plain"))
        .isNotEmpty();
    assertThat(violations("POST /update_cell", EDIT, 200, "")).isNotEmpty();
    assertThat(violations("GET /tables", "", 400, problem("unknown-table", 404))).isNotEmpty();
    assertThat(violations("GET /tables", "", 400, problem("new-problem", 400))).isNotEmpty();
  }

  @Test
  void headersThatAreMissingOrTooMuchAreFound() {
    assertThat(violations("POST /update_cell", EDIT, 200, OUTCOME, "X-New", "1"))
        .containsExactly("The header X-New is not documented");
    assertThat(violations("POST /update_cell", EDIT, 200, OUTCOME, "Location", "/edits"))
        .isNotEmpty();
    assertThat(violations("GET /tables", "", 503, problem("unavailable", 503)))
        .containsExactly("The header Retry-After is missing");
    assertThat(violations("PUT /tables", "", 405, problem("method-not-allowed", 405)))
        .containsExactly("The header Allow is missing");
  }

  @Test
  void aRequestThatSucceedsAlthoughTheContractDoesNotAllowItIsFound() {
    assertThat(violations("POST /update_cell", "{\"table\":\"sales\"}", 200, OUTCOME)).isNotEmpty();
    assertThat(violations("POST /cubes/sales/cells?previw=true", "{}", 200, OUTCOME))
        .contains("Accepted: the parameter previw is not documented");
  }

  private static String problem(String type, int status) {
    return "{\"type\":\"/problems/%s\",\"title\":\"t\",\"status\":%d,\"detail\":\"d\",\"instance\":\"x\"}"
        .formatted(type, status);
  }
}
