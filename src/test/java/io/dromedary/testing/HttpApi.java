package io.dromedary.testing;

import static java.util.Objects.requireNonNull;

import io.dromedary.contract.ContractChecks;
import io.dromedary.edit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A client of the program's HTTP interface, which holds each answer against the contract.
 * Thread-safe.
 */
public final class HttpApi {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final int port;
  private final boolean isContractKept;

  public HttpApi(int port) {
    this(port, true);
  }

  private HttpApi(int port, boolean isContractKept) {
    this.port = port;
    this.isContractKept = isContractKept;
  }

  /** The same for routes that operators have changed or added, of which no contract knows. */
  public HttpApi withoutContract() {
    return new HttpApi(port, false);
  }

  /** The request of a path, with headers as names and values in turn. */
  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  public Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      return checked(request, client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public CompletableFuture<Answer> sendAsync(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .thenApply(response -> checked(request, response));
  }

  private Answer checked(HttpRequest request, HttpResponse<String> response) {
    if (!isContractKept) {
      return Answer.of(response);
    }
    String query = request.uri().getRawQuery();
    ContractChecks.check(
        request.method(),
        request.uri().getRawPath() + (query == null ? "" : "?" + query),
        request.headers().map(),
        request.bodyPublisher().map(SentBody::of).orElse(""),
        response.statusCode(),
        response.headers().map(),
        response.body());
    return Answer.of(response);
  }

  public Answer get(String path, String... headers) {
    return send(request(path, headers));
  }

  public CompletableFuture<Answer> getAsync(String path) {
    return sendAsync(request(path));
  }

  public Answer post(String path, String body, String... headers) {
    return send(request(path, headers).POST(BodyPublishers.ofString(requireNonNull(body))));
  }

  public CompletableFuture<Answer> postAsync(String path, String body, String... headers) {
    return sendAsync(request(path, headers).POST(BodyPublishers.ofString(body)));
  }

  /** One edit in the seeds' form. */
  public Answer update(String table, String column, Object value, String condition) {
    return post("/update_cell", edit(table, column, value, condition));
  }

  /** The JSON of one edit in the seeds' form, with more fields as names and values in turn. */
  public static String edit(
      String table, String column, Object value, String condition, Object... fields) {
    Map<String, Object> edit = new LinkedHashMap<>();
    edit.put("table", table);
    edit.put("column", column);
    edit.put("value", value);
    edit.put("condition", condition);
    return object(edit, fields);
  }

  /** The JSON of one edit of a cube's cell, with more fields as names and values in turn. */
  public static String cell(String measure, Map<String, ?> region, Object... fields) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("measure", measure);
    cell.put("region", region);
    return object(cell, fields);
  }

  private static String object(Map<String, Object> object, Object... fields) {
    List<Object> rest = List.of(fields);
    for (int index = 0; index < rest.size(); index += 2) {
      object.put((String) rest.get(index), rest.get(index + 1));
    }
    return Json.write(object);
  }
}
