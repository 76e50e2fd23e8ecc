package io.dromedary.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One client: sends edits one after the other, alone or in lists, and repeats those that have an
 * idempotency key until it has an answer.
 */
final class EditClient implements Runnable {
  /** No request may hang longer, whatever happens to the program. */
  static final Duration REQUEST_LIMIT = Duration.ofSeconds(40);

  private static final int LONGEST_LIST = 20;
  private static final int LONGEST_PAUSE_MILLIS = 60;
  private static final int PAUSE_AFTER_FAILURE_MILLIS = 100;
  private static final int MOST_REPETITIONS = 600;

  private final HttpClient http;
  private final Supplier<URI> program;
  private final Ledger ledger;
  private final Random random;
  private final RandomEdits edits;
  private final CountDownLatch stopped;

  /** Never has a permit: to try for one is to pause. */
  private final Semaphore pauses = new Semaphore(0);

  EditClient(
      String name,
      HttpClient http,
      Supplier<URI> program,
      Ledger ledger,
      Random random,
      CountDownLatch stopped) {
    this.http = http;
    this.program = program;
    this.ledger = ledger;
    this.random = random;
    this.stopped = stopped;
    this.edits = new RandomEdits(name, random);
  }

  @Override
  public void run() {
    try {
      do {
        if (random.nextInt(10) == 0) {
          makeList();
        } else {
          make();
        }
      } while (!stopped.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      ledger.failed("A client failed: " + e);
    }
  }

  private void make() throws InterruptedException {
    Attempt attempt = edits.next();
    ledger.attempt(attempt);
    if (RandomCells.isDeletion(attempt)) {
      send("/edits", "[" + Json.write(attempt.edit()) + "]", List.of(attempt));
    } else if (RandomCells.isOfCells(attempt)) {
      send(RandomCells.path(attempt), RandomCells.body(attempt), List.of(attempt));
    } else {
      send("/update_cell", Json.write(attempt.edit()), List.of(attempt));
    }
  }

  private void makeList() throws InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    ArrayNode list = Json.mapper().createArrayNode();
    for (int count = 1 + random.nextInt(LONGEST_LIST); count > 0; count--) {
      Attempt attempt = edits.next();
      ledger.attempt(attempt);
      attempts.add(attempt);
      list.add(attempt.edit());
    }
    send("/edits", Json.write(list), attempts);
  }

  private void send(String path, String body, List<Attempt> attempts) throws InterruptedException {
    boolean repeatable = random.nextBoolean();
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    if (repeatable) {
      headers.addAll(List.of("Idempotency-Key", "key of " + attempts.get(0).name()));
    }
    if (random.nextInt(5) == 0) {
      headers.addAll(List.of("Prefer", "respond-async"));
    }
    int repetitions = repeatable ? MOST_REPETITIONS : 0;
    while (!isAnswered(path, headers, body, attempts)) {
      ledger.lost();
      if (repetitions-- == 0) {
        if (repeatable) {
          ledger.failed("No answer came to " + body);
        }
        return;
      }
      pauses.tryAcquire(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (repeatable) {
      attempts.forEach(ledger::assured);
    }
  }

  private boolean isAnswered(String path, List<String> headers, String body, List<Attempt> attempts)
      throws InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(program.get().resolve(path))
                  .timeout(REQUEST_LIMIT)
                  .headers(headers.toArray(String[]::new))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() < 500) {
        note(response, attempts);
        return true;
      }
      if (response.statusCode() != 503) {
        ledger.failed("%s answers %s to %s".formatted(path, response.body(), body));
      }
    } catch (ConnectException | HttpConnectTimeoutException e) {
      // The program is gone.
    } catch (HttpTimeoutException e) {
      ledger.failed("A request has hung: " + body);
    } catch (IOException e) {
      // The program or the connection is gone, and nobody knows what became of the request.
      ledger.broken("%s for %s".formatted(e, body));
    }
    return false;
  }

  private void note(HttpResponse<String> response, List<Attempt> attempts) {
    JsonNode body = Json.read(response.body());
    if (body.has("data")) {
      for (int index = 0; index < attempts.size(); index++) {
        JsonNode part = body.get("data").get(index);
        note(part, part.path("id").asText(), attempts.get(index));
      }
    } else {
      String location = response.headers().firstValue("Location").orElse("");
      JsonNode answer = RandomCells.isOfCells(attempts.get(0)) ? RandomCells.answer(body) : body;
      note(answer, location.replaceFirst("/edits/", ""), attempts.get(0));
    }
  }

  private void note(JsonNode answer, String id, Attempt attempt) {
    if (id.isEmpty()) {
      ledger.refused(attempt);
    } else {
      ledger.answered(new Answer(attempt.name(), EditId.parse(id), answer));
    }
  }
}
