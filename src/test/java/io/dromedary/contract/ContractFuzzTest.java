package io.dromedary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.intake.ViewConsistency;
import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever is sent that resembles the contract is answered as the contract says. Another seed gives
 * other requests; the same seed the same ones.
 */
class ContractFuzzTest {
  private static final int REQUESTS = 10_000;
  private static final String SEED = "20260101";
  private static final int CONNECTIONS = 16;
  private static final long LONGEST_ANSWER = 60_000;
  private static final Pattern LOCATION = Pattern.compile("/(edits|webhooks)/([0-9-]+)");

  private final Set<String> succeeded = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicReference<String>> liveIds =
      Map.of("edits", new AtomicReference<>("1-0"), "webhooks", new AtomicReference<>("1-0"));
  private final ContractChecks checks = new ContractChecks();

  @Provide
  Arbitrary<List<FuzzRequest>> requests() {
    return new FuzzRequests().requests().list().ofSize(REQUESTS);
  }

  @Property(tries = 1, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void everyRequestIsAnsweredAsTheContractSays(@ForAll("requests") List<FuzzRequest> requests)
      throws InterruptedException {
    Vertx vertx = Vertx.vertx();
    try (RunningApplication application = RunningApplication.start()) {
      HttpClient client =
          vertx.createHttpClient(
              new HttpClientOptions()
                  .setDefaultPort(application.application().port())
                  .setMaxPoolSize(CONNECTIONS));
      sendAll(client, requests);

      assertThat(violations).as("seed " + SEED).isEmpty();
      List<String> operations =
          Contract.current().operations().stream().map(Operation::id).toList();
      assertThat(succeeded).as("operations that succeeded").containsAll(operations);
      assertThat(refused).as("operations that were refused").containsAll(operations);
      assertSound(application);
    } finally {
      vertx.close();
    }
  }

  private void sendAll(HttpClient client, List<FuzzRequest> requests) throws InterruptedException {
    Semaphore free = new Semaphore(CONNECTIONS);
    for (FuzzRequest request : requests) {
      free.acquire();
      send(client, request)
          .onComplete(
              sent -> {
                if (sent.failed()) {
                  violations.add("%s%n→ %s".formatted(request, sent.cause()));
                }
                free.release();
              });
    }
    free.acquire(CONNECTIONS);
  }

  private Future<Void> send(HttpClient client, FuzzRequest request) {
    String target = request.target().replace(FuzzRequests.LIVE_ID, liveId(request.target()));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setURI(target)
            .setTimeout(LONGEST_ANSWER);
    request.headers().forEach((name, texts) -> options.putHeader(name, texts.get(0)));
    Buffer body = Buffer.buffer(request.body().getBytes(StandardCharsets.ISO_8859_1));
    return client
        .request(options)
        .compose(opened -> body.length() == 0 ? opened.send() : opened.send(body))
        .compose(
            response ->
                response
                    .body()
                    .map(
                        answer -> {
                          check(request, target, response, answer);
                          return null;
                        }));
  }

  private String liveId(String target) {
    return liveIds.get(target.startsWith("/webhooks") ? "webhooks" : "edits").get();
  }

  private void check(
      FuzzRequest request, String target, HttpClientResponse response, Buffer answer) {
    Conversation conversation =
        new Conversation(
            request.method(),
            target,
            request.headers(),
            new String(
                request.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
            response.statusCode(),
            headers(response.headers()),
            answer.toString(StandardCharsets.UTF_8));
    List<String> found = new ArrayList<>(checks.violations(conversation));
    if (conversation.status() >= 500 && conversation.status() != 503) {
      found.add("A fault of the program");
    }
    if (!found.isEmpty()) {
      violations.add(conversation + "\n" + found);
    }
    (conversation.status() < 400 ? succeeded : refused).add(request.operation());
    Matcher location = LOCATION.matcher(conversation.header("Location").orElse(""));
    if (conversation.status() < 300 && location.matches()) {
      liveIds.get(location.group(1)).set(location.group(2));
    }
  }

  private static Map<String, List<String>> headers(MultiMap map) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    map.names().forEach(name -> headers.put(name, map.getAll(name)));
    return headers;
  }

  private static void assertSound(RunningApplication application) {
    Answer health = application.http().get("/observe/health");
    assertThat(health.status()).as(health.body()).isEqualTo(200);
    Answer edit = application.http().update("sales", "quantity", 4242, "product_id = 150");
    assertThat(edit.status()).as(edit.body()).isEqualTo(200);
    ViewConsistency.check(application);
    assertThat(application.value("SELECT count(*) FROM dromedary.edits"))
        .isEqualTo(application.logLength());
    assertThat(
            application.rows(
                "SELECT request FROM dromedary.edits WHERE outcome LIKE '%internal-error%'"))
        .isEmpty();
  }
}
