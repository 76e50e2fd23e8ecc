package io.dromedary.contract;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.contract.Operation.Parameter;
import io.dromedary.contract.Operation.Response;
import io.dromedary.edit.Json;
import io.dromedary.edit.ProblemType;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program and its contract say the same, in both directions. */
@ExtendWith(SharedApplication.class)
class ContractTest {
  private static final Contract CONTRACT = Contract.current();

  private final RunningApplication application;
  private final HttpApi http;

  ContractTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  static List<Operation> operations() {
    return CONTRACT.operations();
  }

  @Test
  void theContractHasEveryEndpointAndNoOther() {
    Map<String, String> running = new TreeMap<>();
    for (Route route : application.application().camelContext().getRoutes()) {
      if (route.getEndpoint() instanceof PlatformHttpEndpoint endpoint) {
        for (String method : endpoint.getHttpMethodRestrict().split(",", -1)) {
          running.put(method.strip() + " " + endpoint.getPath(), route.getRouteId());
        }
      }
    }

    assertThat(
            CONTRACT.operations().stream()
                .collect(Collectors.toMap(Operation::toString, Operation::id)))
        .isEqualTo(running);
  }

  @Test
  void theContractHasEveryProblemWithItsStatusAndNoOther() {
    Map<String, Integer> documented = new TreeMap<>();
    for (JsonNode schema : CONTRACT.schemas().values()) {
      for (JsonNode type : schema.at("/properties/type/enum")) {
        documented.put(type.asText(), schema.at("/properties/status/const").asInt());
      }
    }
    List<ProblemType> ofOperations =
        Arrays.stream(ProblemType.values())
            // No operation answers with these: they are for methods that a path does not have, and
            // for credentials and limits, which only operators ask for.
            .filter(type -> type != ProblemType.METHOD_NOT_ALLOWED)
            .filter(type -> type != ProblemType.UNAUTHENTICATED && type != ProblemType.FORBIDDEN)
            .filter(type -> type != ProblemType.TOO_MANY_REQUESTS)
            .toList();

    assertThat(documented.entrySet())
        .filteredOn(entry -> entry.getKey().startsWith("/problems/"))
        .containsExactlyInAnyOrderElementsOf(
            ofOperations.stream()
                .collect(Collectors.toMap(ProblemType::path, ProblemType::status))
                .entrySet());
    assertThat(CONTRACT.schemas().get("ProblemType").get("enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            Arrays.stream(ProblemType.values()).map(ProblemType::path).toList());
  }

  /** Each operation refuses an unknown parameter and lists those that it takes, or takes none. */
  @ParameterizedTest
  @MethodSource("operations")
  void theContractHasTheParametersThatTheProgramTakes(Operation operation) {
    Answer answer = send(operation, "no_such_parameter=1");

    List<String> documented =
        operation.parameters("query").stream().map(Parameter::name).sorted().toList();
    if (operation.ignoresParameters()) {
      assertThat(answer.body()).doesNotContain("no_such_parameter");
      assertThat(documented).isEmpty();
    } else {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      List<String> taken = new ArrayList<>();
      answer.json().path("parameters").forEach(one -> taken.add(one.asText()));
      assertThat(documented).containsExactlyInAnyOrderElementsOf(taken);
    }
  }

  /** Headers that are looked at are refused if they have a value that they cannot have. */
  @ParameterizedTest
  @MethodSource("operations")
  void theContractHasTheHeadersThatTheProgramLooksAt(Operation operation) {
    List<String> refused = new ArrayList<>();
    Map.of("Prefer", "wait=x", "If-Match", "x", "Idempotency-Key", "x".repeat(256))
        .forEach(
            (name, value) -> {
              Answer answer = send(operation, "", name, value);
              // A list is answered with the refusal of each edit.
              if (answer.status() == 400 || isRejected(answer)) {
                assertThat(answer.body()).containsAnyOf(name, "idempotency key");
                refused.add(name);
              }
            });
    if (send(operation, "", "Accept", "image/png").status() == 406) {
      refused.add("Accept");
    }
    String tag = send(operation, "").header("ETag");
    if (!tag.isEmpty() && send(operation, "", "If-None-Match", tag).status() == 304) {
      refused.add("If-None-Match");
    }

    List<String> documented = new ArrayList<>();
    operation.parameters("header").forEach(header -> documented.add(header.name()));
    // A contract cannot have a parameter Accept; its answer 406 says that there is one.
    if (operation.responses().containsKey(406)) {
      documented.add("Accept");
    }
    documented.remove("X-Request-Id");
    documented.remove("Dromedary-Via");
    assertThat(documented).containsExactlyInAnyOrderElementsOf(refused);
  }

  /** The examples of requests can be sent as they stand there. */
  @ParameterizedTest
  @MethodSource("operations")
  void theExamplesOfRequestsSucceed(Operation operation) {
    String query =
        operation.parameters("query").stream()
            .filter(parameter -> parameter.example() != null)
            .map(parameter -> parameter.name() + "=" + encoded(parameter.example()))
            .collect(Collectors.joining("&"));

    List<Answer> answers = answers(operation, query);

    assertThat(answers)
        .isNotEmpty()
        .allSatisfy(answer -> assertThat(answer.status()).as(answer.body()).isBetween(200, 204))
        .noneMatch(ContractTest::isRejected);
  }

  private static boolean isRejected(Answer answer) {
    return answer.header("Content-Type").equals("application/json")
        && answer.body().contains("\"rejected\"");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theExamplesOfRequestsAndAnswersFollowTheirSchemas(Operation operation) {
    operation
        .body()
        .ifPresent(
            body ->
                assertThat(body.examples())
                    .isNotEmpty()
                    .allSatisfy(example -> assertThat(body.rule().violations(example)).isEmpty()));
    for (Response response : operation.responses().values()) {
      response
          .examples()
          .forEach(
              (type, examples) ->
                  assertThat(examples)
                      .allSatisfy(
                          example ->
                              assertThat(response.content().get(type).violations(example))
                                  .isEmpty()));
    }
  }

  @Test
  void everyProblemIsExplained() {
    for (ProblemType type : ProblemType.values()) {
      Answer answer = http.get(type.path());

      assertThat(answer.status()).as(type.path()).isEqualTo(200);
      assertThat(answer.body())
          .startsWith(
              "## `%s`\n\n**%d %s.**\n\n"
                  .formatted(type.path().substring(10), type.status(), type.title()))
          .doesNotContain("\n## ")
          .hasSizeGreaterThan(80);
    }
    assertThat(http.get("/problems/nothing").status()).isEqualTo(404);
  }

  @Test
  void aHeaderWithTheNameOfAPathParameterChangesNothing() {
    assertThat(http.get("/page/page.css", "file", "x").status()).isEqualTo(200);
    assertThat(http.get("/problems/not-found", "type", "x").status()).isEqualTo(200);
    Answer edit = http.update("product", "name", "Thing", "product_id = 200");
    assertThat(http.get("/edits/" + edit.text("id"), "id", "x").text("status"))
        .isEqualTo("applied");
  }

  @Test
  void aMisspeltPreviewWritesNothing() {
    String cell = HttpApi.cell("quantity", Map.of("product_id", 200), "value", 7);

    assertThat(
            Stream.of("preview=1", "previw=true", "preview=true&preview=true", "preview")
                .map(query -> http.post("/cubes/sales/cells?" + query, cell)))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.text("type")).isEqualTo("/problems/malformed-request");
            });
    assertThat(http.post("/cubes/sales/cells", cell, "preview", "true").text("status"))
        .isEqualTo("applied");
    assertThat(http.post("/cubes/sales/cells?preview=false", cell).text("status"))
        .isEqualTo("applied");
    assertThat(
            http.post("/cubes/sales/cells?preview=true", cell).json().path("preview").asBoolean())
        .isTrue();
  }

  private Answer send(Operation operation, String query, String... headers) {
    return answers(operation, query, headers).get(0);
  }

  /** The answers to the examples of an operation, or to a request without a body. */
  private List<Answer> answers(Operation operation, String query, String... headers) {
    List<String> bodies = new ArrayList<>();
    // Nothing is to be called that anybody has.
    operation
        .body()
        .ifPresent(
            body ->
                body.examples()
                    .forEach(
                        one ->
                            bodies.add(Json.write(one).replace("example.org", "example.invalid"))));
    if (bodies.isEmpty()) {
      bodies.add("");
    }
    List<Answer> answers = new ArrayList<>();
    for (String body : bodies) {
      String path = path(operation, prepare(operation));
      answers.add(
          http.send(
              http.request(query.isEmpty() ? path : path + "?" + query, headers)
                  .method(operation.method(), BodyPublishers.ofString(body))));
    }
    return answers;
  }

  /** Makes what the examples count on; the values of path parameters by their names. */
  private Map<String, String> prepare(Operation operation) {
    Map<String, String> values = new HashMap<>();
    if (operation.path().contains("{sheet}") || operation.path().startsWith("/webhooks")) {
      http.post("/api/v1/budget", "{\"price\":\"1\",\"amount\":\"2\"}");
    }
    if (operation.path().startsWith("/webhooks/{id}")) {
      values.put(
          "id",
          http.post(
                  "/webhooks",
                  "{\"sheet\":\"budget\",\"webhook_url\":\"https://example.invalid/\"}")
              .text("id"));
    } else if (operation.path().startsWith("/admin/snapshots/{name}")) {
      values.put("name", http.post("/admin/snapshot", "").text("name"));
    } else if (operation.path().startsWith("/edits/{id}")) {
      values.put(
          "id",
          http.post("/update_cell", edit("product", "name", "X", "product_id = 200")).text("id"));
    }
    return values;
  }

  private static String path(Operation operation, Map<String, String> values) {
    String path = operation.path();
    for (Parameter parameter : operation.parameters("path")) {
      String value = values.getOrDefault(parameter.name(), parameter.example());
      path = path.replace("{" + parameter.name() + "}", encoded(value));
    }
    return path;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
