package io.dromedary.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.Json;
import io.dromedary.external.RemoteCells.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sheets of one instance that refer to each other by its address. */
class ExternalChainTest extends ExternalTestSupport {
  private void subscribe(String cell) {
    remote.answer("/told", new RemoteCells.Answer(200, "", null));
    assertThat(
            http()
                .post(
                    "/api/v1/" + cell + "/subscribe",
                    Json.write(Map.of("webhook_url", remote.url("/told"))))
                .status())
        .isEqualTo(201);
  }

  private List<String> told() {
    return remote.requests().stream()
        .filter(request -> request.path().equals("/told"))
        .map(Request::body)
        .map(body -> Json.read(body).path("result").asText())
        .toList();
  }

  @Test
  void aChangeTravelsAlongAChainOfSheetsToTheSubscriberAtItsEnd() {
    write("chain3/c", "1");
    write("chain2/b", "=EXTERNAL_REF(%s)+1".formatted(own("chain3/c")));
    write("chain1/a", "=EXTERNAL_REF(%s)*2".formatted(own("chain2/b")));
    assertThat(result("chain1/a")).isEqualTo("4");
    subscribe("chain1/a");

    write("chain3/c", "10");

    eventually().until(() -> result("chain1/a").equals("22"));
    assertThat(result("chain2/b")).isEqualTo("11");
    eventually().until(() -> told().contains("22"));
  }

  @Test
  void theLastOfManyChangesArrives() {
    write("last3/c", "0");
    writeReference("last2/b", own("last3/c"));
    writeReference("last1/a", own("last2/b"));
    subscribe("last1/a");

    IntStream.rangeClosed(1, 50).forEach(value -> write("last3/c", Integer.toString(value)));

    eventually().until(() -> result("last1/a").equals("50"));
    eventually().until(() -> !told().isEmpty() && told().get(told().size() - 1).equals("50"));
  }

  @Test
  void aCircleEnds() {
    write("circle2/b", "1");
    writeReference("circle1/a", own("circle2/b"));

    write("circle2/b", "=EXTERNAL_REF(%s)+1".formatted(own("circle1/a")));

    eventually().until(() -> !result("circle2/b").equals("2"));
    long[] length = {-1};
    eventually()
        .during(Duration.ofSeconds(1))
        .until(
            () -> {
              boolean isQuiet = running.logLength() == length[0];
              length[0] = running.logLength();
              return isQuiet;
            });
    assertThat(Integer.parseInt(result("circle2/b"))).isBetween(3, 5);
  }
}
