package io.dromedary.crash;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads {@code /get_updates} from cursor to cursor, across all restarts of the program. */
final class FeedFollower implements AutoCloseable {
  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Supplier<URI> program;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<EditId> edits = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private String cursor = "0";

  private FeedFollower(Supplier<URI> program) {
    this.program = program;
  }

  static FeedFollower start(Supplier<URI> program) {
    FeedFollower follower = new FeedFollower(program);
    Thread thread = new Thread(follower::follow);
    thread.setDaemon(true);
    thread.start();
    return follower;
  }

  private void follow() {
    try {
      while (!stopped.await(5, TimeUnit.MILLISECONDS)) {
        try {
          read(URI.create(program.get() + "/get_updates?wait=2&limit=500&since=" + cursor));
        } catch (IOException e) {
          stopped.await(50, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failures.add(e.toString());
    }
  }

  private void read(URI page) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(page).timeout(EditClient.REQUEST_LIMIT).build(),
            BodyHandlers.ofString());
    if (response.statusCode() == 503) {
      // The program is about to end.
      return;
    }
    if (response.statusCode() != 200) {
      failures.add(page + " answers " + response.body());
      return;
    }
    JsonNode data = Json.read(response.body()).get("data");
    for (JsonNode row : data.get("updates")) {
      EditId id = EditId.parse(row.get("id").textValue());
      // The rows of one edit may be divided over pages.
      if (edits.isEmpty() || !id.equals(edits.get(edits.size() - 1))) {
        edits.add(id);
      }
    }
    cursor = data.get("cursor").textValue();
  }

  /** The edits whose rows have come, in order, read until those of a certain one have. */
  List<EditId> editsUntil(EditId last) {
    await("the feed to come to " + last)
        .atMost(CATCH_UP)
        .until(() -> !failures.isEmpty() || edits.contains(last));
    close();
    return List.copyOf(edits);
  }

  List<String> failures() {
    return failures;
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
