package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dromedary.edit.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A problem as the client sees it (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>):
 * a JSON object with {@code type}, {@code title}, {@code status}, {@code detail}, {@code instance}
 * and the problem's extension members.
 */
public final class ProblemDocument {
  /** The media type of the document. */
  public static final String CONTENT_TYPE = "application/problem+json";

  /** The extension member with the seconds to wait before the next try. */
  public static final String RETRY_AFTER = "retry_after";

  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

  private final Problem problem;
  private final String instance;

  private ProblemDocument(Problem problem, String instance) {
    this.problem = requireNonNull(problem, "problem is null");
    this.instance = requireNonNull(instance, "instance is null");
  }

  /**
   * The document of one problem.
   *
   * @param instance the identifier of the request
   */
  public static ProblemDocument of(Problem problem, String instance) {
    return new ProblemDocument(problem, instance);
  }

  /** The document of a failure, which goes to the log if it is a fault of the program. */
  static ProblemDocument of(Throwable failure, String requestId) {
    return of(FailureProblems.of(failure, requestId), requestId);
  }

  /** The HTTP status, from 400 to 599. */
  public int status() {
    return problem.type().status();
  }

  /**
   * The value of the header {@code Retry-After} in seconds: the member {@value #RETRY_AFTER}, or 1
   * for a problem with status 503.
   */
  public Optional<String> retryAfter() {
    Object seconds = problem.extensions().get(RETRY_AFTER);
    if (seconds != null) {
      return Optional.of(seconds.toString());
    }
    return status() == 503 ? Optional.of("1") : Optional.empty();
  }

  /** The document in UTF-8. */
  public byte[] json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", problem.type().path());
    members.put("title", problem.type().title());
    members.put("status", status());
    members.put("detail", problem.detail());
    members.put("instance", instance);
    problem.extensions().forEach(members::putIfAbsent);
    try {
      return JSON.writeValueAsBytes(members);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends a response that has not begun with this document; the future completes when it is sent.
   */
  Future<Void> writeTo(HttpServerResponse response) {
    response.setStatusCode(status());
    response.putHeader(RequestId.HEADER, instance);
    response.putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE);
    retryAfter().ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, seconds));
    return response.end(Buffer.buffer(json()));
  }
}
